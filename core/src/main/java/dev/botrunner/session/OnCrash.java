package dev.botrunner.session;

/** What follows when a bot is lost after it was visible in its room. */
public enum OnCrash {
    /** The session ends. */
    END,
    /** The session is launched again, at most {@link Lifecycle#MAX_RELAUNCHES} times. */
    RELAUNCH;

    public String word() {
        return this == END ? "end" : "relaunch";
    }
}
