package dev.botrunner.testkit;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until they are moved. From any thread. */
public final class ManualTicker implements Ticker {

    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1_000_000_007L);
    private final AtomicLong wallOffset = new AtomicLong();

    /** Both clocks go on. */
    public ManualTicker advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("A monotonic clock does not go back");
        }
        nanos.addAndGet(by.toNanos());
        return this;
    }

    /** Only the wall clock is set, forwards or back. */
    public ManualTicker jump(Duration by) {
        wallOffset.addAndGet(by.toNanos());
        return this;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return BEGINNING.plusNanos(nanos.get() - 1_000_000_007L + wallOffset.get());
    }
}
