package dev.botrunner.bot.chat.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes a stream of server-sent events apart (HTML standard, 9.2.6), as far as models use them: the data of each event.
 * Lines end with CR, LF or both; characters may be split anywhere. What stands behind the last empty line is given, too,
 * where it is whole: some servers spare the last empty line. For one thread; reading blocks.
 */
final class SseLines {

    /** A line, and an event, of more bytes than this is refused. */
    static final int LONGEST = 1 << 20;

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[8 * 1024];
    private int at;
    private int filled;
    private byte[] line = new byte[1024];
    private int length;
    private boolean skipLineFeed;
    private boolean first = true;
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean over;

    SseLines(InputStream in) {
        this.in = in;
    }

    /** The data of the next event that has any; absent at the end of the stream. */
    Optional<String> next() throws IOException {
        while (readLine()) {
            if (length > 0) {
                field();
            } else if (hasData) {
                return Optional.of(taken());
            }
        }
        over = true;
        return hasData ? Optional.of(taken()) : Optional.empty();
    }

    /** Whether the stream has ended: what was given last may be half of an event. */
    boolean isOver() {
        return over;
    }

    private String taken() {
        String text = data.toString();
        data.setLength(0);
        hasData = false;
        return text;
    }

    private void field() throws IOException {
        int start = first && startsWith(MARK, 0) ? MARK.length : 0;
        first = false;
        if (!startsWith(DATA, start)) {
            return;
        }
        int from = start + DATA.length;
        if (from < length) {
            if (line[from] != ':') {
                return;
            }
            from++;
            if (from < length && line[from] == ' ') {
                from++;
            }
        }
        if (hasData) {
            data.append('\n');
        }
        data.append(new String(line, from, length - from, UTF_8));
        hasData = true;
        if (data.length() > LONGEST) {
            throw new IOException("An event of more than " + LONGEST + " characters");
        }
    }

    private boolean startsWith(byte[] prefix, int start) {
        return length >= start + prefix.length
                && Arrays.equals(line, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** False: the stream is over, and nothing of a line is there. A last line without its end counts. */
    private boolean readLine() throws IOException {
        length = 0;
        while (true) {
            if (at == filled) {
                at = 0;
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
                if (filled == 0) {
                    return length > 0;
                }
            }
            byte next = buffer[at++];
            if (next == '\n' && skipLineFeed) {
                skipLineFeed = false;
                continue;
            }
            skipLineFeed = next == '\r';
            if (next == '\n' || next == '\r') {
                return true;
            }
            add(next);
        }
    }

    private void add(byte next) throws IOException {
        if (length == LONGEST) {
            throw new IOException("A line of more than " + LONGEST + " bytes");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, line.length * 2);
        }
        line[length++] = next;
    }
}
