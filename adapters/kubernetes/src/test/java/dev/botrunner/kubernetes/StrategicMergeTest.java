package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import org.junit.jupiter.api.Test;

class StrategicMergeTest {

    private static String merged(String base, String over) {
        return StrategicMerge.merge((Json.Obj) Json.parse(base), (Json.Obj) Json.parse(over))
                .text();
    }

    private static void assertMerged(String base, String over, String expected) {
        assertThat(merged(base, over)).isEqualTo(expected);
    }

    @Test
    void objectsMemberByMember() {
        assertMerged("{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"c\":3,\"d\":4}}", "{\"a\":{\"b\":1,\"c\":3,\"d\":4}}");
    }

    @Test
    void nullTakesAway() {
        assertMerged("{\"a\":1,\"b\":2}", "{\"a\":null}", "{\"b\":2}");
    }

    @Test
    void namedThingsByTheirNames() {
        assertMerged(
                "{\"containers\":[{\"name\":\"bot\",\"image\":\"a\"}]}",
                "{\"containers\":[{\"name\":\"side\"},{\"name\":\"bot\",\"image\":\"b\"}]}",
                "{\"containers\":[{\"name\":\"bot\",\"image\":\"b\"},{\"name\":\"side\"}]}");
    }

    @Test
    void otherListsAsAWhole() {
        assertMerged("{\"args\":[\"a\",\"b\"]}", "{\"args\":[\"c\"]}", "{\"args\":[\"c\"]}");
    }

    @Test
    void directives() {
        assertMerged(
                "{\"volumes\":[{\"name\":\"a\",\"x\":1},{\"name\":\"b\",\"x\":1}]}",
                "{\"volumes\":[{\"name\":\"a\",\"$patch\":\"delete\"},{\"name\":\"b\",\"y\":2,\"$patch\":\"replace\"}]}",
                "{\"volumes\":[{\"name\":\"b\",\"y\":2}]}");
    }
}
