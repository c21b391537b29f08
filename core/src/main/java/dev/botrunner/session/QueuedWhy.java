package dev.botrunner.session;

import java.util.Locale;

/** Why a session waits in its line. */
public enum QueuedWhy {
    ACCEPTED,
    RETRY,
    CLAIM_LAPSED,
    CAPACITY,
    RELAUNCH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
