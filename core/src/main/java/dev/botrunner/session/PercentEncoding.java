package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Percent-encoding by RFC 3986: one spelling for every text. */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN_BESIDES_UNRESERVED = "!$&'()*+,;=:@"; // what else a segment may hold as it is

    private PercentEncoding() {}

    /**
     * Hexadecimal digits upper-case, unreserved characters decoded, and encoded what may not stand in a segment and is
     * none of {@code allowed}.
     */
    static String normalised(String text, String allowed) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                int value = value(text, at);
                if (isUnreserved((char) value)) {
                    out.append((char) value);
                } else {
                    encode(value, out);
                }
                at += 2;
            } else if (isUnreserved(c) || PLAIN_BESIDES_UNRESERVED.indexOf(c) >= 0 || allowed.indexOf(c) >= 0) {
                out.append(c);
            } else {
                int units = Character.isHighSurrogate(c) ? 2 : 1;
                for (byte part : text.substring(at, at + units).getBytes(UTF_8)) {
                    encode(part & 0xFF, out);
                }
                at += units - 1;
            }
        }
        return out.toString();
    }

    /** All sequences decoded; together with the rest they have to be UTF-8. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] given = text.getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(given.length);
        for (int at = 0; at < given.length; at++) {
            if (given[at] == '%') {
                bytes.put((byte) value(text(given, at), 0));
                at += 2;
            } else {
                bytes.put(given[at]);
            }
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new FaultyUrl("its host is not UTF-8");
        }
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, Math.min(3, bytes.length - at), UTF_8);
    }

    private static int value(String text, int at) {
        int high = at + 2 < text.length() ? hex(text.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : hex(text.charAt(at + 2));
        if (low < 0) {
            throw new FaultyUrl("a percent sign is not followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static int hex(char c) {
        int lower = c | 0x20;
        return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' && c < 'g' ? lower - 'a' + 10 : -1;
    }

    private static void encode(int value, StringBuilder out) {
        out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
