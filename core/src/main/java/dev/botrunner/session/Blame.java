package dev.botrunner.session;

import java.util.Locale;

/** Who can do something about an end that was not wanted. */
public enum Blame {
    CALLER,
    BOT,
    PLATFORM,
    CLUSTER,
    ROOM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
