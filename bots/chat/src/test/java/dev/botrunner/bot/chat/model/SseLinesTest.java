package dev.botrunner.bot.chat.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SseLinesTest {

    @Test
    void commentsFieldsAndEmptyEventsAreNoData() throws IOException {
        assertThat(read(": hello\n\nevent: x\nid: 1\ndatax: no\n\ndata: yes\n\n"))
                .containsExactly("yes");
    }

    @Test
    void aMarkAtTheBeginningIsSkippedAndOneSpaceToo() throws IOException {
        assertThat(read("\uFEFFdata:  two\n\ndata:none\n\ndata\n\n")).containsExactly(" two", "none", "");
    }

    @Test
    void linesOfOneEventAreJoined() throws IOException {
        assertThat(read("data: a\ndata: b\n\n")).containsExactly("a\nb");
    }

    @Test
    void theLastEventNeedsNoEmptyLine() throws IOException {
        var lines = new SseLines(in("data: a\n\ndata: b"));
        assertThat(lines.next()).contains("a");
        assertThat(lines.isOver()).isFalse();
        assertThat(lines.next()).contains("b");
        assertThat(lines.isOver()).isTrue();
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void aLineWithoutBoundsIsRefused() {
        byte[] endless = "data: ".concat("x".repeat(SseLines.LONGEST + 1)).getBytes(UTF_8);
        assertThatThrownBy(() -> new SseLines(new ByteArrayInputStream(endless)).next())
                .isInstanceOf(IOException.class);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadHoweverItIsCutAndWhateverEndsItsLines(
            @ForAll @Size(max = 8) List<String> texts,
            @ForAll @IntRange(min = 1, max = 7) int piece,
            @ForAll @IntRange(min = 0, max = 2) int end)
            throws IOException {
        String newLine = List.of("\n", "\r\n", "\r").get(end);
        List<String> sent = texts.stream()
                .map(text -> new String(text.getBytes(UTF_8), UTF_8).replaceAll("[\\r\\n]", " "))
                .toList();
        var wire = new StringBuilder();
        sent.forEach(text -> wire.append("data: ").append(text).append(newLine).append(newLine));
        assertThat(read(wire.toString(), piece)).isEqualTo(sent);
    }

    private static List<String> read(String wire) throws IOException {
        return read(wire, 3);
    }

    private static List<String> read(String wire, int piece) throws IOException {
        var lines = new SseLines(new Pieces(wire.getBytes(UTF_8), piece));
        List<String> read = new ArrayList<>();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            read.add(next.get());
        }
        return read;
    }

    private static InputStream in(String wire) {
        return new ByteArrayInputStream(wire.getBytes(UTF_8));
    }

    /** Gives a few bytes at a time. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int piece;

        Pieces(byte[] bytes, int piece) {
            super(bytes);
            this.piece = piece;
        }

        @Override
        public int read(byte[] into, int at, int most) {
            return super.read(into, at, Math.min(piece, most));
        }
    }
}
