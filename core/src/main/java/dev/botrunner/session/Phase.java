package dev.botrunner.session;

import java.util.Locale;

/** How far a launch has come within {@code starting}. It only moves forward within one attempt. */
public enum Phase {
    CLAIMED,
    CREATED,
    SCHEDULED,
    PULLING,
    STARTED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
