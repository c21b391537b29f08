package dev.botrunner.join;

import static dev.botrunner.join.Bodies.codes;
import static dev.botrunner.join.Bodies.faults;
import static dev.botrunner.join.Bodies.quoted;
import static dev.botrunner.join.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bad inputs B7 to B20 that a join can carry: each has one clear answer, and nothing of them is repeated. */
class BadJoinsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot",
                "room_token",
                "personality_id",
                "personality",
                "functional_prompts",
                "supported_features",
                "voice",
                "config",
                "secrets",
                "user",
                "labels",
                "priority",
                "start_deadline_seconds",
                "max_duration_seconds",
                "on_crash",
                "room_policy"
            })
    void nullIsNoValue(String member) {
        assertThat(codes(with(member, "null"))).containsExactly("/" + member + " invalid_value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"\"",
                "\"rooms.example/a\"",
                "\"ftp://rooms.example/a\"",
                "\"https://u:p@rooms.example/\"",
                "\"https://rooms.example:0/\"",
                "\"https://rooms.example:99999/\"",
                "\"https://[fe80::1%25eth0]/\"",
                "\"https://2130706433/\"",
                "\"https://0177.0.0.1/\"",
                "\"https://0x7f.1/\"",
                "\"https://a b/\"",
                "\"https://rooms.example/a b\"",
                "\"https://rooms.example\\\\a\"",
                "\"https://rooms.example/\\u0000\"",
                "\"https://rooms.example/\\r\\nX: 1\"",
                "\"https:///a\"",
                "\"javascript:alert(1)\""
            })
    void aRoomIsAnAbsoluteUrlInItsUsualForm(String url) {
        Json.Obj body = Bodies.body("{\"room_url\":" + url + "}");

        assertThat(codes(body)).containsExactly("/room_url invalid_value");
    }

    @Test
    void aRoomsUrlIsAtMostTwoKibibytes() {
        String url = "https://rooms.example/";
        String longest = url + "a".repeat(2048 - url.length());

        assertThat(codes(Bodies.body("{\"room_url\":\"" + longest + "\"}"))).isEmpty();
        assertThat(codes(Bodies.body("{\"room_url\":\"" + longest + "a\"}"))).containsExactly("/room_url too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority|1.5",
                "priority|5.0",
                "priority|5e0",
                "priority|10",
                "priority|-1",
                "priority|9223372036854775808",
                "priority|\"5\"",
                "start_deadline_seconds|0",
                "start_deadline_seconds|-5",
                "start_deadline_seconds|86401",
                "start_deadline_seconds|315360000",
                "start_deadline_seconds|\"10s\"",
                "start_deadline_seconds|1e999",
                "max_duration_seconds|9.999",
                "max_duration_seconds|7201",
                "max_duration_seconds|1e999",
                "max_duration_seconds|true",
                "max_duration_seconds|[60]"
            })
    void numbersKeepTheirBounds(String member, String value) {
        assertThat(codes(with(member, value))).containsExactly("/" + member + " invalid_value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority|0",
                "priority|9",
                "start_deadline_seconds|86400",
                "start_deadline_seconds|1e1",
                "max_duration_seconds|7200",
                "max_duration_seconds|7200.000"
            })
    void numbersAtTheirBoundsAreTaken(String member, String value) {
        assertThat(codes(with(member, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../../etc/passwd\"",
                "\"a/b\"",
                "\"*\"",
                "\"a\\u0000b\"",
                "\"{{ x }}\"",
                "\"${jndi:ldap://x}\"",
                "\"\"",
                "\".hidden\"",
                "\"ä\"",
                "7"
            })
    void aPersonalityIdIsNeitherPathNorPatternNorTemplate(String id) {
        assertThat(codes(with("personality_id", id))).containsExactly("/personality_id invalid_value");
    }

    @Test
    void aPersonalityIsNamedOrGivenButNotBoth() {
        Json.Obj body = Bodies.body("{\"room_url\":\"https://r.example\",\"personality_id\":\"a\",\"personality\":{}}");

        assertThat(codes(body)).containsExactly("/personality invalid_value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "LD_PRELOAD",
                "DYLD_X",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "KUBERNETES_SERVICE_HOST",
                "BOTRUNNER_TICKET",
                "API_KEY_FILE",
                "ROOM_URL",
                "SESSION_ID",
                "TRACEPARENT",
                "NODE_OPTIONS"
            })
    void reservedNamesAreNoSecrets(String name) {
        assertThat(codes(with("secrets", "{\"" + name + "\":\"x\"}")))
                .containsExactly("/secrets/" + name + " reserved_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lower", "A=B", "A-B", "1A", "_A", "Ä"})
    void secretsHaveNamesOfVariables(String name) {
        assertThat(codes(with("secrets", "{\"" + name + "\":\"x\"}")))
                .containsExactly("/secrets/" + name + " invalid_value");
    }

    @Test
    void aSecretHoldsNoNulAndIsNeverRepeated() {
        List<Fault> faults = faults(with("secrets", "{\"KEY\":\"hush\\u0000hush\",\"OTHER\":17}"));

        assertThat(faults).hasSize(2);
        assertThat(faults.toString()).doesNotContain("hush").doesNotContain("17");
    }

    static Stream<List<String>> tooLarge() {
        return Stream.of(
                List.of("room_token", quoted(16 * 1024), quoted(16 * 1024 + 1)),
                List.of("personality", sized(64 * 1024), sized(64 * 1024 + 1)),
                List.of("voice", sized(8 * 1024), sized(8 * 1024 + 1)),
                List.of("config", sized(64 * 1024), sized(64 * 1024 + 1)),
                List.of("functional_prompts", sized(256 * 1024), sized(300 * 1024)),
                List.of("functional_prompts", entries("p", 256), entries("p", 257)),
                List.of("secrets", named("S", 64 * 1024), named("S", 64 * 1024 + 1)),
                List.of("secrets", entries("S", 32), entries("S", 33)),
                List.of("user", named("name", 1024), named("name", 1025)),
                List.of("labels", entries("l", 16), entries("l", 17)),
                List.of("supported_features", features(64), features(65)),
                List.of("supported_features", features(1), features(100_000)));
    }

    @ParameterizedTest
    @MethodSource
    void tooLarge(List<String> memberFitsAndDoesNot) {
        String member = memberFitsAndDoesNot.get(0);

        assertThat(codes(with(member, memberFitsAndDoesNot.get(1)))).isEmpty();
        assertThat(codes(with(member, memberFitsAndDoesNot.get(2)))).containsExactly("/" + member + " too_large");
    }

    @Test
    void sizesAreBytesOfUtf8() {
        assertThat(codes(with("room_token", "\"" + "ä".repeat(8 * 1024) + "\"")))
                .isEmpty();
        assertThat(codes(with("room_token", "\"" + "ä".repeat(8 * 1024) + "x\"")))
                .containsExactly("/room_token too_large");
    }

    @Test
    void labelsKeepTheirForm() {
        assertThat(codes(with("labels", "{\"a\":\"" + "ä".repeat(127) + "x\"}")))
                .isEmpty();
        assertThat(codes(with("labels", "{\"a\":\"" + "ä".repeat(128) + "\"}"))).containsExactly("/labels/a too_large");
        assertThat(codes(with("labels", "{\"A\":\"x\",\"\":\"y\"}")))
                .containsExactlyInAnyOrder("/labels/A invalid_value", "/labels/ invalid_value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"chat\"", "{}", "[\"Chat\"]", "[1]", "[\"\"]", "[null]"})
    void featuresAreAnArrayOfWords(String value) {
        assertThat(codes(with("supported_features", value)))
                .singleElement()
                .asString()
                .startsWith("/supported_features")
                .endsWith("invalid_value");
    }

    @Test
    void controlAndRightToLeftCharactersInPromptsAreData() {
        assertThat(codes(with("functional_prompts", "{\"a\":\"\\u0007\\u202e\"}")))
                .isEmpty();
    }

    private static String sized(int bytes) {
        return named("x", bytes);
    }

    /** An object with one member, of so many bytes in all. */
    private static String named(String name, int bytes) {
        String frame = "{\"" + name + "\":\"\"}";
        return "{\"" + name + "\":" + quoted(bytes - frame.length()) + "}";
    }

    private static String entries(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + prefix + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String features(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
