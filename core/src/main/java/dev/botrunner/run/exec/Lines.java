package dev.botrunner.run.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of at most so many bytes; of a longer one only the beginning is kept. Confined to one thread. */
final class Lines {

    private final InputStream input;
    private final int longest;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;

    Lines(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /** @param whole false: it was longer, and this is how it began */
    record Line(String text, boolean whole) {}

    /** The next line without its end; nothing at the end of the input. */
    Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean whole = true;
        boolean any = false;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, input.read(buffer));
                if (to == 0) {
                    return any ? Optional.of(line(line, whole)) : Optional.empty();
                }
            }
            any = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int room = longest - line.size();
            int kept = Math.min(room, end - from);
            line.write(buffer, from, kept);
            whole &= kept == end - from;
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                return Optional.of(line(line, whole));
            }
        }
    }

    private static Line line(ByteArrayOutputStream bytes, boolean whole) {
        String text = bytes.toString(UTF_8);
        return new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, whole);
    }
}
