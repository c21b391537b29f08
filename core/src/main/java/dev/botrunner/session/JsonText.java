package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Reads one string that holds escapes or more than ASCII: proves the UTF-8 and the surrogate pairs. */
final class JsonText {
    private final byte[] bytes;
    private int plain;
    private int at;
    private @Nullable StringBuilder unescaped;

    /** From {@code start}, the first byte behind the quote, to {@code at} all is plain ASCII. */
    JsonText(byte[] bytes, int start, int at) {
        this.bytes = bytes;
        this.plain = start;
        this.at = at;
    }

    /** The string; {@link #end()} is then behind its closing quote. */
    String read() {
        while (true) {
            int b = next();
            if (b == '"') {
                at++;
                return ended();
            } else if (b == '\\') {
                escape();
            } else if (b >= 0x80) {
                at += Utf8.length(bytes, at);
            } else if (b < ' ') {
                throw new MalformedJson(at, "a control character stands unescaped in a string");
            } else {
                at++;
            }
        }
    }

    int end() {
        return at;
    }

    private String ended() {
        String tail = new String(bytes, plain, at - 1 - plain, UTF_8);
        return unescaped == null ? tail : unescaped.append(tail).toString();
    }

    private void escape() {
        StringBuilder text = unescaped == null ? new StringBuilder() : unescaped;
        unescaped = text;
        text.append(new String(bytes, plain, at - plain, UTF_8));
        at++;
        switch (next()) {
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case '/' -> text.append('/');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> unicode(text);
            default -> throw new MalformedJson(at, "unknown escape");
        }
        at++;
        plain = at;
    }

    /** Leaves {@code at} on the last digit. */
    private void unicode(StringBuilder text) {
        int start = at - 1;
        char unit = hex();
        text.append(unit);
        if (Character.isLowSurrogate(unit)) {
            throw new MalformedJson(start, "half a surrogate pair");
        }
        if (Character.isHighSurrogate(unit)) {
            if (at + 2 >= bytes.length || bytes[at + 1] != '\\' || bytes[at + 2] != 'u') {
                throw new MalformedJson(start, "half a surrogate pair");
            }
            at += 2;
            char low = hex();
            if (!Character.isLowSurrogate(low)) {
                throw new MalformedJson(start, "half a surrogate pair");
            }
            text.append(low);
        }
    }

    private char hex() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = hexDigit(next());
            if (digit < 0) {
                throw new MalformedJson(at, "expected four hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private static int hexDigit(int b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private int next() {
        if (at >= bytes.length) {
            throw new MalformedJson(at, "the document ends too early");
        }
        return bytes[at] & 0xFF;
    }
}
