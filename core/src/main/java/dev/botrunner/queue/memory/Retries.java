package dev.botrunner.queue.memory;

import java.time.Duration;
import java.util.OptionalDouble;

/** When whoever found a queue full should come again. Pure. */
final class Retries {

    static final Duration UNKNOWN = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private Retries() {}

    /** Once a place is free, at that many a second; absent: nothing was measured. */
    static Duration after(OptionalDouble perSecond) {
        if (perSecond.isEmpty() || perSecond.getAsDouble() <= 0) {
            return UNKNOWN;
        }
        double seconds = Math.ceil(1 / perSecond.getAsDouble());
        return Duration.ofSeconds((long) Math.min(seconds, (double) LONGEST.toSeconds()));
    }

    static Duration atMostLongest(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
