package dev.botrunner.session;

import java.util.Locale;

/** Who can do something about an end that was not wanted. */
public enum Blame {
    CALLER,
    BOT,
    PLATFORM,
    CLUSTER,
    ROOM;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
