package dev.botrunner.session;

import java.util.Locale;

/** How a session ended. */
public enum Outcome {
    COMPLETED,
    STOPPED,
    FAILED,
    EXPIRED,
    LOST;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
