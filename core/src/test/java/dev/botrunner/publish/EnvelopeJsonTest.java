package dev.botrunner.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeJsonTest {

    private static final Envelope SAID = Envelopes.said(Envelopes.SESSION, 7);

    @Test
    void writesTheContractsAttributesInItsOrder() {
        assertThat(EnvelopeJson.write(SAID).text())
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"01k0000000000000000000000a-7\","
                        + "\"source\":\"/sessions/01k0000000000000000000000a/1\",\"type\":\"bot.turn.user\","
                        + "\"subject\":\"01k0000000000000000000000a\",\"time\":\"2026-11-23T21:00:00.123Z\","
                        + "\"datacontenttype\":\"application/json\",\"dataschema\":\"urn:botrunner:bot.turn.user:1\","
                        + "\"tenantid\":\"acme\",\"bot\":\"chat\",\"attempt\":1,\"epoch\":\"k3f9\","
                        + "\"sequence\":\"00000000000000000007\",\"partitionkey\":\"01k0000000000000000000000a\","
                        + "\"data\":{\"text\":\"hello 7\"}}");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(EnvelopeJson.read(EnvelopeJson.bytes(SAID))).isEqualTo(new EnvelopeJson.Read.Good(SAID));
        Envelope queued = Envelopes.lived(Envelopes.SESSION, 1, "bot.session.queued");
        assertThat(EnvelopeJson.read(EnvelopeJson.bytes(queued))).isEqualTo(new EnvelopeJson.Read.Good(queued));
    }

    @Test
    void countsItsBytesWithoutWritingThem() {
        assertThat(EnvelopeJson.size(SAID)).isEqualTo(EnvelopeJson.bytes(SAID).length);
        assertThat(EnvelopeJson.text(SAID)).isEqualTo(EnvelopeJson.write(SAID).text());
        Envelope queued = Envelopes.lived(Envelopes.SESSION, 1, "bot.session.queued");
        assertThat(EnvelopeJson.size(queued)).isEqualTo(EnvelopeJson.bytes(queued).length);
        assertThat(EnvelopeJson.text(queued))
                .isEqualTo(EnvelopeJson.write(queued).text());
    }

    @Test
    void leavesOutExtensionsThatAreNotOurs() {
        assertThat(EnvelopeJson.read(with("colour", Json.str("red")).bytes()))
                .isEqualTo(new EnvelopeJson.Read.Good(SAID));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    specversion     | "0.3"
                    specversion     | 1.0
                    id              | ""
                    id              | "a b"
                    source          | "/sessions/01k0000000000000000000000b/1"
                    source          | "/sessions/01k0000000000000000000000a/2"
                    subject         | "../etc"
                    time            | "yesterday"
                    time            | "+10000-01-01T00:00:00Z"
                    time            | "2026-13-01T00:00:00Z"
                    datacontenttype | "text/plain"
                    tenantid        | "ACME"
                    bot             | ""
                    attempt         | 0
                    attempt         | -1
                    attempt         | "1"
                    epoch           | ""
                    sequence        | "7"
                    sequence        | 7
                    sequence        | "00000000000000000000"
                    sequence        | "99999999999999999999"
                    partitionkey    | "01k0000000000000000000000b"
                    traceparent     | ""
                    traceparent     | null
                    data_base64     | "aGk="
                    Upper           | 1
                    with-dash       | 1
                    """)
    void refusesAnAttributeOfAnotherForm(String name, String value) {
        assertThat(EnvelopeJson.read(with(name, Json.parse(value)).bytes()))
                .isInstanceOfSatisfying(
                        EnvelopeJson.Read.Bad.class,
                        bad -> assertThat(bad.code()).isEqualTo(Published.Code.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "subject", "time", "tenantid", "bot", "epoch", "sequence", "data"})
    void refusesAnEnvelopeThatLacksAnAttribute(String name) {
        var members = new LinkedHashMap<>(EnvelopeJson.write(SAID).members());
        members.remove(name);
        assertThat(EnvelopeJson.read(new Json.Obj(members).bytes())).isInstanceOf(EnvelopeJson.Read.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "Bot.turn", "bot..turn", "bot.turn ", ""})
    void refusesAnotherFormOfType(String type) {
        assertThat(code(EnvelopeJson.read(with("type", Json.str(type)).bytes())))
                .contains(Published.Code.BAD_TYPE);
    }

    @Test
    void refusesWhatIsOver64KiB() {
        Json data = Json.str("x".repeat(Envelope.MAX_BYTES));
        assertThat(code(EnvelopeJson.read(with("data", data).bytes()))).contains(Published.Code.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"id\":1,\"id\":2}"})
    void refusesWhatIsNoObject(String text) {
        assertThat(code(EnvelopeJson.read(text.getBytes(UTF_8)))).contains(Published.Code.MALFORMED);
    }

    @Test
    void readsFromARunnerWhatTheLinkWillStamp() {
        assertThat(EnvelopeJson.read(EnvelopeJson.write(SAID))).contains(SAID);
        Json.Obj bare = new Json.Obj(Map.of(
                "specversion", Json.str("1.0"),
                "id", Json.str(SAID.id()),
                "type", Json.str("any.thing"),
                "time", Json.str("2026-11-23T22:00:00.1239+01:00"),
                "epoch", Json.str(SAID.epoch()),
                "sequence", Json.str("00000000000000000007")));
        assertThat(EnvelopeJson.read(bare)).hasValueSatisfying(read -> {
            assertThat(read.time()).isEqualTo(SAID.time());
            assertThat(read.sequence()).isEqualTo(7);
            assertThat(read.dataschema()).isEqualTo("urn:botrunner:any.thing:1");
        });
        assertThat(EnvelopeJson.read(with("type", Json.str("Not a type")))).isPresent();
        assertThat(EnvelopeJson.read(with("sequence", Json.num(7)))).isEmpty();
        assertThat(EnvelopeJson.read(Json.nil())).isEmpty();
    }

    @Test
    void refusesAReservedTypeFromARunner() {
        assertThat(EnvelopeJson.refusal(Envelopes.said(Envelopes.SESSION, "acme", 1, "bot.session.end")))
                .contains(Published.Code.RESERVED_TYPE);
        assertThat(EnvelopeJson.refusal(Envelopes.lived(Envelopes.SESSION, 1, "bot.session.end")))
                .isEmpty();
    }

    private static Json.Obj with(String name, Json value) {
        var members = new LinkedHashMap<>(EnvelopeJson.write(SAID).members());
        members.put(name, value);
        return new Json.Obj(members);
    }

    private static Optional<Published.Code> code(EnvelopeJson.Read read) {
        return read instanceof EnvelopeJson.Read.Bad bad ? Optional.of(bad.code()) : Optional.empty();
    }
}
