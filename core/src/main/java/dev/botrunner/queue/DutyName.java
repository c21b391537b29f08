package dev.botrunner.queue;

import java.util.Locale;

/** The duties that one replica does at a time. */
public enum DutyName {
    DEADLINES,
    OUTBOX,
    OBJECTS,
    POOLS;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
