package dev.botrunner.queue;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Seen;
import java.time.Duration;
import java.time.Instant;

/**
 * Since when we could hear. That nobody has spoken means something only after a whole time of hearing; a new lease, a
 * store of another epoch, and a store's clock that jumps against ours begin it anew. Confined to one loop.
 */
public final class Hearing {

    private static final Duration JUMP = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Duration whole;
    private long term = -1;
    private String epoch = "";
    private long since;
    private long lastNanos;
    private Instant lastTime = Instant.EPOCH;

    /** @param whole within which whoever lives has spoken */
    public Hearing(Ticker ticker, Duration whole) {
        this.ticker = ticker;
        this.whole = whole;
    }

    /** Takes a fresh word of the store, in the term of a lease. */
    public void heard(long leaseTerm, Seen seen) {
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
    public boolean counts(long leaseTerm, Seen seen) {
        long now = ticker.nanos();
        return leaseTerm == term
                && seen.epoch().equals(epoch)
                && !hasJumped(now, seen.time())
                && Duration.ofNanos(now - since).compareTo(whole) >= 0;
    }

    private boolean hasJumped(long now, Instant time) {
        Duration theirs = Duration.between(lastTime, time);
        return theirs.minusNanos(now - lastNanos).abs().compareTo(JUMP) > 0;
    }
}
