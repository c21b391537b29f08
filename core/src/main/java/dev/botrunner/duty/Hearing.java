package dev.botrunner.duty;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Seen;
import java.time.Duration;
import java.time.Instant;

/**
 * Since when we could hear. Silence means something only after a whole {@code lostAfter} of hearing; a new lease, a
 * store of another epoch, and a store's clock that jumps against ours begin it anew. Confined to one loop.
 */
final class Hearing {

    private static final Duration JUMP = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Duration lostAfter;
    private long term = -1;
    private String epoch = "";
    private long since;
    private long lastNanos;
    private Instant lastTime = Instant.EPOCH;

    Hearing(Ticker ticker, Duration lostAfter) {
        this.ticker = ticker;
        this.lostAfter = lostAfter;
    }

    /** Takes a fresh word of the store, in the term of a lease. */
    void heard(long leaseTerm, Seen seen) {
        long now = ticker.nanos();
        if (leaseTerm != term || !seen.epoch().equals(epoch) || hasJumped(now, seen.time())) {
            since = now;
        }
        term = leaseTerm;
        epoch = seen.epoch();
        lastNanos = now;
        lastTime = seen.time();
    }

    /** Whether silence counts for a record seen in this term: asked for each, since the store may change meanwhile. */
    boolean counts(long leaseTerm, Seen seen) {
        long now = ticker.nanos();
        return leaseTerm == term
                && seen.epoch().equals(epoch)
                && !hasJumped(now, seen.time())
                && Duration.ofNanos(now - since).compareTo(lostAfter) >= 0;
    }

    private boolean hasJumped(long now, Instant time) {
        Duration theirs = Duration.between(lastTime, time);
        return theirs.minusNanos(now - lastNanos).abs().compareTo(JUMP) > 0;
    }
}
