package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C0AF",
                "C1BF",
                "C2",
                "C220",
                "C3C3",
                "E0",
                "E080AF",
                "E09FBF",
                "E282",
                "E28220",
                "EDA080",
                "EDBFBF",
                "EDA080EDB080",
                "F0",
                "F08080AF",
                "F08FBFBF",
                "F09F98",
                "F09F9820",
                "F4908080",
                "F5808080",
                "F8888080",
                "FE",
                "FF",
                "FEFF"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] wrong = HexFormat.of().parseHex(hex);

        for (String frame : List.of("\"x\"", "[\"é\",\"x\"]", "{\"x\":1}", "x", "\"\\nx\"", "\"x", "\"x\\n\"")) {
            byte[] document = frame.replace("x", new String(wrong, ISO_8859_1)).getBytes(ISO_8859_1);
            assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse(document));
        }
    }

    @Test
    void refusesOtherEncodings() {
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse("{\"a\":1}".getBytes(UTF_16)));
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse(new byte[] {'{', 0, '}', 0}));
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.parse(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'}));
    }

    @Test
    void refusesHalfAPairInAString() {
        for (String document : List.of("\"\ud800\"", "\"\udc00\"", "\"\udc00\ud800\"", "\"\ud800", "\"a\ud83da\"")) {
            assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse(document));
        }
    }

    @Test
    void refusesEveryTruncation() {
        String whole = "{\"a\":[1,true,null,\"é\\u0041\ud83d\ude00\"],\"b\":{\"c\":-1.5e+3,\"d\":false}}";
        byte[] bytes = whole.getBytes(UTF_8);
        assertThat(Json.parse(bytes).asObj()).isPresent();

        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse(part));
        }
    }

    @Test
    void readsSixtyFourLevelsAndNoMore() {
        assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(Json.Arr.class);
        assertThat(Json.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isInstanceOf(Json.Obj.class);
        assertThat(Json.parse("[" + "[[]],".repeat(1000) + "1]")).isInstanceOf(Json.Arr.class);

        for (String open : List.of("[", "{\"a\":", " [ ", "[{\"a\":")) {
            for (int levels : new int[] {65, 10_000, 1_000_000}) {
                assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.parse(open.repeat(levels)));
            }
        }
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.parse("[".repeat(10_000) + "]".repeat(10_000)));
    }

    @Test
    void readsAMillionItems() {
        Json json = Json.parse("[" + "0,".repeat(999_999) + "0]");

        assertThat(json.asItems().orElseThrow()).hasSize(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "01|1|needless 0",
                "{} {}|3|after the document",
                "[1,]|3|expected a value",
                "{\"a\":1,\"a\":2}|7|twice",
                "{\"a\"|4|too early",
                "\"\\ud800\"|1|surrogate",
                "\"\\q\"|2|escape",
                "tru|3|too early",
                "[1 2]|3|comma"
            })
    void saysWhereAndWhy(String document, int position, String reason) {
        assertThatThrownBy(() -> Json.parse(document)).isInstanceOfSatisfying(MalformedJson.class, fault -> {
            assertThat(fault.position()).isEqualTo(position);
            assertThat(fault.reason()).contains(reason);
            assertThat(fault).hasMessage("Malformed JSON at byte " + position + ": " + fault.reason());
        });
    }

    @Test
    void neverRepeatsWhatStoodThere() {
        for (String document :
                List.of("{\"s3cret\":1,\"s3cret\":2}", "[s3cret]", "\"s3cret", "{\"a\":\"s3cret\" \"s3cret\"}")) {
            assertThatThrownBy(() -> Json.parse(document)).message().doesNotContain("s3cret");
        }
    }

    @Test
    void unescapes() {
        Json json = Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041é\\u20ac\\ud83d\\ude00z\"");

        assertThat(json.asText()).contains("\"\\/\b\f\n\r\tAé€\ud83d\ude00z");
    }

    @Test
    void keepsOrderAndNumbersAsWritten() {
        Json json = Json.parse("{\"b\":1.0,\"a\":1e0,\"c\":-0,\"aa\":10000000000000000000000}");

        assertThat(json.text()).isEqualTo("{\"b\":1.0,\"a\":1e0,\"c\":-0,\"aa\":10000000000000000000000}");
    }
}
