package dev.botrunner.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.assets.Asset;
import dev.botrunner.assets.AssetKey;
import dev.botrunner.assets.AssetSource;
import dev.botrunner.session.Json;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalitiesTest {

    private final Desks desks = new Desks();

    @Test
    void aKnownIdBecomesItsRecord() throws InterruptedException {
        JoinAnswer answer = join(Map.of("ada", "{\"name\": \"Ada\"}"), "ada");

        SessionHead head = ((JoinAnswer.Accepted) answer).head();
        SessionSpec spec = desks.store.ledger().spec(head.id()).orElseThrow();
        assertThat(spec.persona().personality().map(Json::text)).contains("{\"name\":\"Ada\"}");
    }

    @Test
    void anUnknownIdIsAFault() throws InterruptedException {
        assertThat(join(Map.of(), "ada"))
                .isInstanceOfSatisfying(
                        JoinAnswer.Faulty.class,
                        faulty -> assertThat(faulty.faults())
                                .singleElement()
                                .returns("/personality_id", Fault::pointer)
                                .returns(Fault.Code.UNKNOWN_PERSONALITY, Fault::code));
        assertThat(desks.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"x\""})
    void whatIsNoRecordIsAFault(String damaged) throws InterruptedException {
        assertThat(join(Map.of("ada", damaged), "ada"))
                .isInstanceOfSatisfying(
                        JoinAnswer.Faulty.class,
                        faulty -> assertThat(faulty.faults())
                                .singleElement()
                                .returns(Fault.Code.INVALID_VALUE, Fault::code));
    }

    private JoinAnswer join(Map<String, String> assets, String id) throws InterruptedException {
        AssetSource source = key -> Optional.ofNullable(assets.get(key.id()))
                .filter(_ -> key.kind().equals("personality"))
                .map(text -> asset(key, text));
        JoinDesk desk = desks.desk(desks.store, Personalities.from(profile -> Optional.of(source)));
        return desk.join(Desks.call("{\"room_url\":\"https://r.example\",\"personality_id\":\"" + id + "\"}"));
    }

    private static Asset asset(AssetKey key, String text) {
        return new Asset(key, text.getBytes(StandardCharsets.UTF_8), "");
    }
}
