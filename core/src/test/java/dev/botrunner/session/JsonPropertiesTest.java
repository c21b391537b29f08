package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPropertiesTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\ud83d",
            "\\ude00",
            "\u0000",
            "é",
            "\ud83d\ude00",
            "null",
            "true",
            "1",
            "0",
            "-",
            ".",
            "e",
            " ",
            "\n",
            "\ufeff");

    @Property
    void whatIsWrittenIsReadBack(@ForAll("documents") Json json) {
        assertThat(Json.parse(json.text())).isEqualTo(json);
        assertThat(Json.parse(json.bytes())).isEqualTo(json);
        assertThat(Json.parse(json.canonical())).isEqualTo(json);
        assertThat(Json.parse(json.text()).text()).isEqualTo(json.text());
    }

    @Property
    void canonicalTextIsOneForAllOrders(@ForAll("documents") Json json) {
        Json shuffled = reordered(json);

        assertThat(shuffled.canonical()).isEqualTo(json.canonical());
        assertThat(shuffled).isEqualTo(json);
    }

    @Property
    void noLineBreaksStandInADocument(@ForAll("documents") Json json) {
        assertThat(json.text().codePoints())
                .noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    @Property(tries = 5_000)
    void aDamagedDocumentIsMalformedOrReadBack(
            @ForAll("documents") Json json, @ForAll int where, @ForAll byte what, @ForAll("kinds") int kind) {
        byte[] bytes = json.bytes();
        int at = Math.floorMod(where, bytes.length);
        byte[] damaged = switch (kind) {
            case 0 -> replaced(bytes, at, 1, new byte[] {what});
            case 1 -> replaced(bytes, at, 0, new byte[] {what});
            case 2 -> replaced(bytes, at, 1, new byte[0]);
            default -> replaced(bytes, at, 0, piece(what).getBytes(UTF_8));
        };

        assertReadBackOrMalformed(damaged);
    }

    @Property(tries = 5_000)
    void anyBytesAreMalformedOrReadBack(@ForAll byte[] bytes) {
        assertReadBackOrMalformed(bytes);
    }

    @Property(tries = 5_000)
    void anyPiecesAreMalformedOrReadBack(@ForAll List<Byte> picks) {
        StringBuilder text = new StringBuilder();
        picks.forEach(pick -> text.append(piece(pick)));

        assertReadBackOrMalformed(text.toString().getBytes(UTF_8));
    }

    private static void assertReadBackOrMalformed(byte[] bytes) {
        try {
            Json json = Json.parse(bytes);
            assertThat(Json.parse(json.bytes())).isEqualTo(json);
        } catch (MalformedJson fault) {
            assertThat(fault.position()).isBetween(0, bytes.length);
        }
    }

    @Provide
    Arbitrary<Integer> kinds() {
        return Arbitraries.integers().between(0, 3);
    }

    /** Without edge cases: those of nested documents are so many that they alone fill hundreds of megabytes. */
    @Provide
    Arbitrary<Json> documents() {
        Arbitrary<Json> leaves = Arbitraries.oneOf(
                texts().map(Json::str),
                Arbitraries.longs().map(Json::num),
                Arbitraries.doubles().map(Json::num),
                Arbitraries.of("-0", "1e999", "0.10", "1E+5", "123456789012345678901234567890")
                        .map(Json.Num::new),
                Arbitraries.of(Json.bool(true), Json.bool(false), Json.nil()));
        return Arbitraries.recursive(() -> leaves, JsonPropertiesTest::within, 0, 4)
                .withoutEdgeCases();
    }

    private static Arbitrary<Json> within(Arbitrary<Json> inner) {
        Arbitrary<Json> arrays = inner.list().ofMaxSize(4).map(Json::arr);
        Arbitrary<Json> objects = Arbitraries.maps(texts(), inner).ofMaxSize(4).map(Json.Obj::new);
        return Arbitraries.oneOf(arrays, objects);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(8),
                Arbitraries.of(PIECES).list().ofMaxSize(4).map(pieces -> String.join("", pieces)),
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(8)
                        .filter(text -> new String(text.getBytes(UTF_8), UTF_8).equals(text)));
    }

    private static Json reordered(Json json) {
        return switch (json) {
            case Json.Obj object -> {
                Map<String, Json> members = new HashMap<>();
                object.members().forEach((name, value) -> members.put(name, reordered(value)));
                yield new Json.Obj(members);
            }
            case Json.Arr array ->
                Json.arr(array.items().stream()
                        .map(JsonPropertiesTest::reordered)
                        .toList());
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> json;
        };
    }

    private static String piece(byte pick) {
        return PIECES.get(Math.floorMod(pick, PIECES.size()));
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        byte[] result = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(bytes, at + length, result, at + by.length, bytes.length - at - length);
        return result;
    }
}
