package dev.botrunner.session;

import java.util.Locale;

/** Why a bot is told to leave. The first one stands, whatever happens on the way out. */
public enum StopReason {
    REQUESTED(Reason.REQUESTED),
    MAX_DURATION(Reason.MAX_DURATION),
    START_DEADLINE(Reason.START_DEADLINE);

    private final Reason reason;

    StopReason(Reason reason) {
        this.reason = reason;
    }

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /** What the session's end will say. */
    public Reason reason() {
        return reason;
    }
}
