package dev.botrunner.cli.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes a stream of server-sent events apart, as the HTML standard says (its section 9.2.6), and refuses what is no
 * UTF-8 or has no bounds. What stands behind the last empty line is dropped: it may be half of an event. For one thread.
 */
public final class SseReader {

    private static final int LONGEST_LINE = 1 << 20;
    private static final int END = -1;

    private final InputStream in;
    private boolean first = true;
    private boolean skipLineFeed;

    private String id = "";
    private Optional<Duration> retry = Optional.empty();

    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String name = "";
    private String nextId = "";

    /** @param lastId what the stream was resumed by, else empty */
    public SseReader(InputStream in, String lastId) {
        this.in = new BufferedInputStream(in);
        this.id = lastId;
        this.nextId = lastId;
    }

    /** The id to resume by: of the last frame that was complete, data or not. Empty before the first. */
    public String lastId() {
        return id;
    }

    /** How long the server asks to wait before coming back. */
    public Optional<Duration> retry() {
        return retry;
    }

    /** The next event; absent at the end of the stream. Waits for it. */
    public Optional<SseFrame> next() throws IOException {
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                Optional<SseFrame> frame = dispatch();
                if (frame.isPresent()) {
                    return frame;
                }
            } else {
                field(line.get());
            }
        }
    }

    private Optional<SseFrame> dispatch() {
        id = nextId;
        Optional<SseFrame> frame = hasData
                ? Optional.of(new SseFrame(
                        name.isEmpty() ? Optional.empty() : Optional.of(name), data.substring(0, data.length() - 1)))
                : Optional.empty();
        data.setLength(0);
        hasData = false;
        name = "";
        return frame;
    }

    private void field(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon == 0) {
            return; // a comment
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
        switch (field) {
            case "data" -> {
                hasData = true;
                data.append(value).append('\n');
                if (data.length() > LONGEST_LINE) {
                    throw new IOException("An event of the stream is longer than " + LONGEST_LINE + " characters");
                }
            }
            case "event" -> name = value;
            case "id" -> nextId = value.indexOf('\0') >= 0 ? nextId : value;
            case "retry" -> retry(value);
            default -> {
                // The standard says: ignore.
            }
        }
    }

    private void retry(String value) {
        if (!value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            retry = Optional.of(Duration.ofMillis(Long.parseLong(value)));
        }
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream(256);
        while (true) {
            int next = in.read();
            if (next == '\n' && skipLineFeed) {
                skipLineFeed = false;
                continue;
            }
            skipLineFeed = next == '\r';
            if (next == END) {
                return Optional.empty();
            }
            if (next == '\n' || next == '\r') {
                return Optional.of(text(bytes));
            }
            bytes.write(next);
            if (bytes.size() > LONGEST_LINE) {
                throw new IOException("A line of the stream is longer than " + LONGEST_LINE + " bytes");
            }
        }
    }

    private String text(ByteArrayOutputStream bytes) throws IOException {
        String line =
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        boolean marked = first && line.startsWith("\ufeff");
        first = false;
        return marked ? line.substring(1) : line;
    }
}
