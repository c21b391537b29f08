package dev.botrunner.session;

import java.util.Locale;

/** Why a session waits in its line. */
public enum QueuedWhy {
    ACCEPTED,
    RETRY,
    CLAIM_LAPSED,
    CAPACITY,
    RELAUNCH;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
