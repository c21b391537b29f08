package dev.botrunner.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.session.Json;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb", "a\nb", "a\r\nb", "a\n\ndata: forged\n\n", "\nid: forged\n", "\nevent: stream.close\n", "\0",
                "\uFEFF", "\uFEFFdata: x", "\u2028", "\u2029", "\u0085", ": comment", "retry: 1"
            })
    void hostileDataStaysInItsFrame(String text) {
        Envelope envelope = with(text);
        String frame = new String(SseFrames.event("c1", envelope), UTF_8);
        assertThat(Frame.all(frame)).singleElement().satisfies(read -> {
            assertThat(read.id()).contains("c1");
            assertThat(read.envelope()).contains(envelope);
        });
        assertThat(frame.chars().filter(c -> c == '\n')).hasSize(3);
        assertThat(frame).doesNotContain("\r").doesNotContain("\u2028").doesNotContain("\0");
    }

    @Property
    void anyTextStaysInItsFrame(@ForAll String text) {
        String frame = new String(SseFrames.event("c1", with(text)), UTF_8);
        assertThat(Frame.all(frame)).hasSize(1);
        assertThat(frame.chars().filter(c -> c == '\n')).hasSize(3);
    }

    @Example
    void halfASurrogatePairIsReplaced() {
        assertThat(new String(SseFrames.event("c1", with("a\uD83D")), UTF_8)).contains("a\uFFFD");
    }

    @Example
    void aFieldThatWouldNotStandOnOneLineIsABug() {
        for (String cursor : new String[] {"a\nb", "a\rb", "a\0b"}) {
            assertThatThrownBy(() -> SseFrames.beat(cursor)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Example
    void noticesAreNamed() {
        assertThat(new String(SseFrames.gap(OptionalLong.of(7)), UTF_8))
                .isEqualTo("event: stream.gap\ndata: {\"lost\":7}\n\n");
        assertThat(new String(SseFrames.gap(OptionalLong.empty()), UTF_8))
                .isEqualTo("event: stream.gap\ndata: {\"lost\":null}\n\n");
        assertThat(new String(SseFrames.close(CloseReason.SLOW), UTF_8))
                .isEqualTo("event: stream.close\ndata: {\"reason\":\"slow\"}\n\n");
        assertThat(new String(SseFrames.open("c1", Json.Obj.EMPTY, 2345), UTF_8))
                .isEqualTo("retry: 2345\nevent: stream.open\nid: c1\ndata: {}\n\n");
    }

    private static Envelope with(String text) {
        Envelope plain = Envelopes.said(Envelopes.SESSION, 1);
        return new Envelope(
                plain.id(),
                plain.source(),
                plain.type(),
                plain.subject(),
                plain.time(),
                plain.dataschema(),
                plain.tenant(),
                plain.bot(),
                plain.attempt(),
                plain.epoch(),
                plain.sequence(),
                Optional.empty(),
                Json.obj().put("text", text).build());
    }
}
