package dev.botrunner.session;

import java.util.Locale;

/** How a session ended. */
public enum Outcome {
    COMPLETED,
    STOPPED,
    FAILED,
    EXPIRED,
    LOST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
