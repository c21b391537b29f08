package dev.botrunner.queue;

import java.util.Locale;

/** What a join does about a live session of the same tenant, bot and room. */
public enum RoomPolicy {
    /** Answers with it. */
    REUSE,
    /** Is refused. */
    REFUSE,
    /** Starts another one beside it. */
    ANOTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
