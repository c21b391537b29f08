package dev.botrunner.stream;

import java.util.Locale;

/** Why we end a stream. */
public enum CloseReason {
    SESSION_ENDED,
    ROTATE,
    SHUTDOWN,
    SLOW,
    UNAUTHORIZED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
