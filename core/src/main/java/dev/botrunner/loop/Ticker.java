package dev.botrunner.loop;

import java.time.Duration;
import java.time.Instant;

/** The clocks of a process. The monotonic one measures, the wall clock only stamps. */
public interface Ticker {

    /** Monotonic nanoseconds of this process; only differences mean something. */
    long nanos();

    Instant now();

    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** The machine's. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
