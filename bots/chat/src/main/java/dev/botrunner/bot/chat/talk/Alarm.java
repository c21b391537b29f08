package dev.botrunner.bot.chat.talk;

import java.time.Duration;

/** A date that may be set, in nanoseconds since the bot came in. For one thread. */
public final class Alarm {

    /** Later than all that comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private long at = NEVER;

    public static long after(long now, Duration wait) {
        return now + wait.toNanos();
    }

    public void set(long date) {
        at = date;
    }

    /** Not later than this. */
    public void hasten(long date) {
        at = Math.min(at, date);
    }

    public void clear() {
        at = NEVER;
    }

    public long at() {
        return at;
    }

    /** Whether it has come; once. */
    public boolean rings(long now) {
        boolean due = at <= now;
        if (due) {
            at = NEVER;
        }
        return due;
    }
}
