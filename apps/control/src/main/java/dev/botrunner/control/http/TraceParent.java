package dev.botrunner.control.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The W3C header {@code traceparent}; what is malformed is as if it had not been sent. */
final class TraceParent {

    private static final int LENGTH = 55;

    private TraceParent() {}

    static Optional<String> of(@Nullable String header) {
        return header != null && isValid(header) ? Optional.of(header) : Optional.empty();
    }

    /** The trace's id in a valid one. */
    static String traceId(String valid) {
        return valid.substring(3, 35);
    }

    private static boolean isValid(String text) {
        boolean shape = text.length() == LENGTH
                && text.charAt(2) == '-'
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && !text.startsWith("ff");
        return shape && isHex(text, 0, 2) && isId(text, 3, 35) && isId(text, 36, 52) && isHex(text, 53, LENGTH);
    }

    private static boolean isId(String text, int from, int to) {
        boolean zero = true;
        for (int at = from; at < to; at++) {
            zero &= text.charAt(at) == '0';
        }
        return !zero && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'a' && c <= 'f';
            if (!digit && !letter) {
                return false;
            }
        }
        return true;
    }
}
