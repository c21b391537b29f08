package dev.botrunner.control.http;

import java.util.Locale;

/** What a key is good for. */
public enum KeyScope {
    JOIN,
    READ,
    STOP,
    EVENTS,
    WORK,
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
