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

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
