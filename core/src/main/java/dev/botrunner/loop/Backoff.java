package dev.botrunner.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double from {@code first} to {@code most}, each with a jitter of up to a half less, so that many who wait
 * for one thing do not come back together. Confined to one thread.
 */
public final class Backoff {

    private final long first;
    private final long most;
    private final RandomGenerator random;
    private long next;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        if (first.isNegative() || first.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "A back-off grows from " + first + " to " + most + ": expected the other way");
        }
        this.first = first.toNanos();
        this.most = most.toNanos();
        this.random = random;
        this.next = this.first;
    }

    public Duration next() {
        long pause = next;
        next = pause > most / 2 ? most : pause * 2;
        long half = pause / 2;
        return Duration.ofNanos(pause - (half == 0 ? 0 : random.nextLong(half + 1)));
    }

    /** It went well: the next pause is the first again. */
    public void reset() {
        next = first;
    }
}
