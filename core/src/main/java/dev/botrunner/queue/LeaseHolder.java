package dev.botrunner.queue;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the lease of one duty, for the loop that does the duty: asked before everything that the duty does, it acquires
 * and renews when it is time to. Confined to that loop. A store that fails is passed on, and the lease runs on until its
 * time is over.
 */
public final class LeaseHolder {

    private final Leases leases;
    private final DutyName duty;
    private final Instance me;
    private final Ticker ticker;
    private Optional<Lease> lease = Optional.empty();
    private long askedAt;
    private boolean asked;
    private long terms;

    public LeaseHolder(Leases leases, DutyName duty, Instance me, Ticker ticker) {
        this.leases = leases;
        this.duty = duty;
        this.me = me;
        this.ticker = ticker;
    }

    /** Whether the duty is ours to do right now; looks after the lease when a second has passed since it last did. */
    public boolean holds() {
        if (lease.isPresent() && isLost(lease.get())) {
            lease = Optional.empty();
            asked = false;
        }
        if (lease.isEmpty() && isTimeToAsk()) {
            acquire();
        }
        return lease.isPresent();
    }

    /** How long ago the last renewal was sent; only while held. */
    public Duration sinceRenewal() {
        return ticker.since(askedAt);
    }

    /** Grows with each lease acquired anew: what was true under an earlier one may not be any more. */
    public long term() {
        return terms;
    }

    /** Gives it to whoever asks next. */
    public void release() {
        Optional<Lease> held = lease;
        lease = Optional.empty();
        held.ifPresent(Lease::release);
    }

    private boolean isOver(Lease held) {
        return sinceRenewal().compareTo(Leases.LASTS) >= 0 || !held.left().isPositive();
    }

    private boolean isTimeToAsk() {
        return !asked || ticker.since(askedAt).compareTo(Leases.RENEWED_EVERY) >= 0;
    }

    private boolean renew(Lease held) {
        long before = ticker.nanos();
        if (!held.renew()) {
            return false;
        }
        askedAt = before;
        return true;
    }

    private boolean isLost(Lease held) {
        return isOver(held) || (isTimeToAsk() && !renew(held));
    }

    private void acquire() {
        askedAt = ticker.nanos();
        asked = true;
        lease = leases.acquire(duty, me);
        if (lease.isPresent()) {
            terms++;
        }
    }
}
