package dev.botrunner.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonSizePropertiesTest {

    @Property
    void countsWhatWritingWouldTake(@ForAll("documents") Json json) {
        assertThat(JsonSize.of(json)).isEqualTo(json.bytes().length).isLessThanOrEqualTo(JsonSize.atMost(json));
    }

    @Property
    void countsAnyText(@ForAll String text) {
        assertThat(JsonSize.of(text)).isEqualTo(Json.str(text).bytes().length);
    }

    @Test
    void countsEveryCharacterOfTheBasicPlane() {
        for (int c = 0; c <= 0xFFFF; c++) {
            String text = String.valueOf((char) c);
            assertThat(JsonSize.of(text))
                    .as("U+%04X", c)
                    .isEqualTo(Json.str(text).bytes().length);
        }
    }

    @Test
    void callsTooDeepWhatNobodyReads() {
        Json json = Json.nil();
        for (int level = 0; level < 70; level++) {
            json = Json.arr(json);
        }
        assertThat(JsonSize.of(json)).isGreaterThan(Envelope.MAX_BYTES);
        assertThat(JsonSize.atMost(json)).isGreaterThan(Envelope.MAX_BYTES);
    }

    /** At most four levels, and no edge cases: of documents of any depth, a rare one is larger than the heap of the tests. */
    @Provide
    Arbitrary<Json> documents() {
        Arbitrary<Json> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100).map(Json::str),
                Arbitraries.longs().map(Json::num),
                Arbitraries.of(Json.nil(), Json.bool(true), Json.bool(false)));
        return Arbitraries.recursive(() -> leaves, JsonSizePropertiesTest::within, 0, 4)
                .withoutEdgeCases();
    }

    private static Arbitrary<Json> within(Arbitrary<Json> inner) {
        Arbitrary<Json> arrays = inner.list().ofMaxSize(3).map(Json::arr);
        Arbitrary<Json> objects = Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
                .ofMaxSize(3)
                .map(Json.Obj::new);
        return Arbitraries.oneOf(arrays, objects);
    }
}
