package dev.botrunner.session;

import java.util.Locale;

/** How far a launch has come within {@code starting}. It only moves forward within one attempt. */
public enum Phase {
    CLAIMED,
    CREATED,
    SCHEDULED,
    PULLING,
    STARTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
