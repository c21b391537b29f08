package dev.botrunner.stream;

import java.util.Locale;

/** Why we end a stream. */
public enum CloseReason {
    SESSION_ENDED,
    ROTATE,
    SHUTDOWN,
    SLOW,
    UNAUTHORIZED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
