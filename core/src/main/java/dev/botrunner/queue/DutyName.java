package dev.botrunner.queue;

import java.util.Locale;

/** The duties that one replica does at a time. */
public enum DutyName {
    DEADLINES,
    OUTBOX,
    OBJECTS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
