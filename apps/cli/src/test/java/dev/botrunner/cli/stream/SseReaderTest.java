package dev.botrunner.cli.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void framesAreTakenApartWhateverEndsTheLines(String end) throws IOException {
        String wire = String.join(end, ":hello", "event: note", "data:one", "data: two", "id: 7", "", "data", "", "");
        assertThat(frames(wire))
                .containsExactly(new SseFrame(Optional.of("note"), "one\ntwo"), new SseFrame(Optional.empty(), ""));
    }

    @Test
    void anIdWithoutDataIsKept() throws IOException {
        var reader = reader("id: a\ndata: 1\n\n: alive\nid: b\n\ndata: 2\n\nid: c\n");
        reader.next();
        assertThat(reader.lastId()).isEqualTo("a");
        assertThat(reader.next())
                .hasValueSatisfying(frame -> assertThat(frame.data()).isEqualTo("2"));
        assertThat(reader.lastId()).isEqualTo("b");
        assertThat(reader.next()).isEmpty();
        // It stood behind the last empty line: half a frame.
        assertThat(reader.lastId()).isEqualTo("b");
    }

    @Test
    void halfAFrameIsNoEvent() throws IOException {
        assertThat(frames("data: whole\n\ndata: half\n")).containsExactly(new SseFrame(Optional.empty(), "whole"));
    }

    @Test
    void aMarkAtTheBeginningIsSkippedAndOnlyThere() throws IOException {
        assertThat(frames("\ufeffdata: 1\n\ndata: \ufeff2\n\n"))
                .extracting(SseFrame::data)
                .containsExactly("1", "\ufeff2");
    }

    @Test
    void theServerSaysWhenToComeBack() throws IOException {
        var reader = reader("retry: 2500\ndata: 1\n\nretry: soon\ndata: 2\n\n");
        reader.next();
        reader.next();
        assertThat(reader.retry()).contains(Duration.ofMillis(2500));
    }

    @Test
    void anIdWithNulIsIgnored() throws IOException {
        var reader = reader("id: a\ndata: 1\n\nid: b\0\ndata: 2\n\n");
        reader.next();
        reader.next();
        assertThat(reader.lastId()).isEqualTo("a");
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        InputStream in = new ByteArrayInputStream(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xc3, '\n', '\n'});
        assertThatThrownBy(() -> new SseReader(in, "").next()).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThatThrownBy(() -> reader("data: " + "x".repeat(2 << 20)).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    private static SseReader reader(String wire) {
        return new SseReader(new ByteArrayInputStream(wire.getBytes(UTF_8)), "");
    }

    private static List<SseFrame> frames(String wire) throws IOException {
        var reader = reader(wire);
        var frames = new ArrayList<SseFrame>();
        for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            frames.add(frame.get());
        }
        return frames;
    }
}
