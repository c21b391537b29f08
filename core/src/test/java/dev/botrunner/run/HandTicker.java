package dev.botrunner.run;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is moved by hand. */
final class HandTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong(1);

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-24T12:00:00Z").plusNanos(nanos.get());
    }
}
