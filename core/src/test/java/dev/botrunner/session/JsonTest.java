package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void buildsAnObjectMemberByMember() {
        Json.Obj json = Json.obj()
                .put("a", "x")
                .put("n", 3)
                .put("f", 2.0)
                .put("b", true)
                .put("o", Json.obj().build())
                .put("list", Json.arr(Json.num(1), Json.nil()))
                .putTextIfPresent("there", Optional.of("y"))
                .putTextIfPresent("absent", Optional.empty())
                .putOrNull("attempt", OptionalLong.empty())
                .putOrNull("end", Optional.empty())
                .putTextOrNull("phase", Optional.of("claimed"))
                .build();

        assertThat(json.text())
                .isEqualTo("{\"a\":\"x\",\"n\":3,\"f\":2.0,\"b\":true,\"o\":{},\"list\":[1,null],\"there\":\"y\","
                        + "\"attempt\":null,\"end\":null,\"phase\":\"claimed\"}");
    }

    @Test
    void refusesAMemberGivenTwice() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Json.obj().put("a", 1).put("a", 1));
    }

    @Test
    void answersAbsenceWithoutThrowing() {
        Json.Obj json = Json.parse("{\"t\":\"x\",\"i\":7,\"z\":null,\"b\":false,\"o\":{\"k\":1},\"l\":[1]}")
                .asObj()
                .orElseThrow();

        assertThat(json.member("t")).contains(Json.str("x"));
        assertThat(json.member("nope")).isEmpty();
        assertThat(json.member("z"))
                .hasValueSatisfying(z -> assertThat(z.isNull()).isTrue());
        assertThat(json.textAt("t")).contains("x");
        assertThat(json.textAt("i")).isEmpty();
        assertThat(json.integerAt("i")).hasValue(7);
        assertThat(json.integerAt("t")).isEmpty();
        assertThat(json.boolAt("b")).contains(false);
        assertThat(json.objAt("o").orElseThrow().integerAt("k")).hasValue(1);
        assertThat(json.itemsAt("l")).contains(List.of(Json.num(1)));
        assertThat(json.asText()).isEmpty();
        assertThat(json.asInteger()).isEmpty();
        assertThat(Json.str("x").asObj()).isEmpty();
    }

    @Test
    void isNotChangedThroughWhatItWasMadeOf() {
        Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.num(1)));
        List<Json> items = new ArrayList<>(List.of(Json.num(1)));
        Json.Obj object = new Json.Obj(members);
        Json.Arr array = new Json.Arr(items);
        members.put("b", Json.num(2));
        items.add(Json.num(2));

        assertThat(object.text()).isEqualTo("{\"a\":1}");
        assertThat(array.text()).isEqualTo("[1]");
        assertThatThrownBy(() -> object.members().put("c", Json.nil()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> array.items().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void escapesWhateverBreaksALine() {
        assertThat(Json.str("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0085\u2028\u2029é€\ud83d\ude00")
                        .text())
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u0085\\u2028\\u2029é€\ud83d\ude00\"");
    }

    @Test
    void writesHalfAPairAsTheReplacementCharacter() {
        assertThat(Json.str("a\ud800b\udc00").text()).isEqualTo("\"a\ufffdb\ufffd\"");
    }

    @Test
    void equalDocumentsHaveEqualCanonicalTexts() {
        Json one = Json.parse("{\"b\": [1, {\"y\":1,\"x\":2}], \"a\":\"\\u0041\"}");
        Json other = Json.parse("{\"a\":\"A\",\"b\":[1,{\"x\":2,\"y\":1}]}");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.canonical()).isEqualTo(other.canonical()).isEqualTo("{\"a\":\"A\",\"b\":[1,{\"x\":2,\"y\":1}]}");
        assertThat(one.text()).isEqualTo("{\"b\":[1,{\"y\":1,\"x\":2}],\"a\":\"A\"}");
    }

    @Test
    void canonicalOrderIsByCodePoint() {
        Json json = Json.parse("{\"\ud83d\ude00\":1,\"\uffee\":2,\"ab\":3,\"a\":4,\"\":5}");

        assertThat(json.canonical()).isEqualTo("{\"\":5,\"a\":4,\"ab\":3,\"\uffee\":2,\"\ud83d\ude00\":1}");
    }

    @Test
    void numbersAreComparedAsWritten() {
        assertThat(Json.parse("1")).isNotEqualTo(Json.parse("1.0"));
        assertThat(Json.parse("1").canonical()).isNotEqualTo(Json.parse("1e0").canonical());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "7,7",
        "-7,-7",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void readsIntegers(String written, long value) {
        assertThat(Json.parse(written).asInteger()).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1.5",
                "1e0",
                "1E2",
                "0.0",
                "-0.0",
                "9223372036854775808",
                "-9223372036854775809",
                "9999999999999999999",
                "92233720368547758070",
                "1e999",
                "100000000000000000000000000000"
            })
    void isNoIntegerWithFractionExponentOrMoreThan64Bits(String written) {
        assertThat(Json.parse(written).asInteger()).isEmpty();
    }

    @Test
    void readsDecimalsWithinBounds() {
        assertThat(new Json.Num("1.50").asDecimal()).contains(new BigDecimal("1.50"));
        assertThat(new Json.Num("1e400").asDecimal()).isPresent();
        assertThat(new Json.Num("1e-400").asDecimal()).isPresent();
        assertThat(new Json.Num("1e401").asDecimal()).isEmpty();
        assertThat(new Json.Num("1e-401").asDecimal()).isEmpty();
        assertThat(new Json.Num("1e99999999999999999999").asDecimal()).isEmpty();
        assertThat(new Json.Num("1".repeat(401)).asDecimal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "01", "1.", ".1", "1e", "1e+", "NaN", "Infinity", " 1", "1 ", "+1", "0x1", "1f", "1d"})
    void refusesANumberThatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Json.Num(text));
    }

    @Test
    void refusesNumbersThatJsonHasNot() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.num(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.num(Double.NEGATIVE_INFINITY));
        assertThat(Json.num(1e30).text()).isEqualTo("1.0E30");
    }
}
