package dev.botrunner.bot.chat.talk;

import java.time.Duration;

/** How long something still lasts, as one would say it. */
public final class TimeLeft {

    private static final int MINUTE = 60;

    private TimeLeft() {}

    public static String words(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        if (seconds < 10) {
            return "a few seconds";
        }
        if (seconds < 45) {
            return seconds + " seconds";
        }
        long minutes = Math.round((double) seconds / MINUTE);
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }
}
