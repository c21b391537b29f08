package dev.botrunner.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    @Test
    void readsTheFieldsOfTheStandardWithAnyLineEnd() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String text =
                    ": hello\nretry: 2000\nevent: stream.open\nid: a\ndata: {\"x\":1}\n\ndata:one\ndata: two\n\n:\nid: b\n\n"
                            .replace("\n", end);
            SseReader reader = reader(text);
            assertThat(reader.rest())
                    .containsExactly(
                            new SseReader.Block(
                                    "stream.open", "a", Optional.of("{\"x\":1}"), List.of("hello"), Optional.of(2000L)),
                            new SseReader.Block("message", "a", Optional.of("one\ntwo"), List.of(), Optional.empty()),
                            new SseReader.Block("message", "b", Optional.empty(), List.of(""), Optional.empty()));
            assertThat(reader.lastId()).isEqualTo("b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFdata: x\n\n",
                "data\n\n",
                "date: x\n\n",
                "id: a\0b\n\n",
                "retry: soon\n\n",
                "data: x",
                "data: x\n"
            })
    void failsOnWhatTheStandardPassesOver(String text) {
        assertThatThrownBy(() -> reader(text).rest())
                .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
    }

    private static SseReader reader(String text) {
        return new SseReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
