package dev.botrunner.queue.memory;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The store's two clocks: what records are stamped with, to the millisecond, and what its own durations run by. */
final class StoreClock {

    private final Ticker ticker;
    private final long opened;

    StoreClock(Ticker ticker) {
        this.ticker = ticker;
        this.opened = ticker.nanos();
    }

    Instant now() {
        return ticker.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Monotonic nanoseconds since the store was opened, so that they may be compared. */
    long nanos() {
        return ticker.nanos() - opened;
    }

    long after(Duration duration) {
        return nanos() + duration.toNanos();
    }
}
