package dev.botrunner.session;

import java.nio.charset.StandardCharsets;

/** Sizes of texts as the contract counts them: bytes of UTF-8. */
public final class TextSize {

    private static final String MARK = "…";
    private static final int MARK_BYTES = 3;

    private TextSize() {}

    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** The text itself where it fits, else as much of it as fits with an ellipsis behind. Never cuts a character in two. */
    public static String cut(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes - MARK_BYTES;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + MARK;
    }
}
