package dev.botrunner.duty;

import dev.botrunner.loop.Loop;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Leases;
import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.OutboxEntry;
import java.time.Duration;
import java.util.List;

/**
 * Brings the events of written steps to the broker, on the replica that holds the lease: in the outbox's order, batch
 * after batch, each kept until it is acknowledged. A crash between the broker's answer and ours sends the same events
 * again, which are the same by (source, id). What the broker refuses for good becomes a dead letter.
 */
public final class OutboxDuty implements Loop {

    private static final int BATCH = 256;

    /** Whoever takes the lease over must find that nothing of ours is still on its way. */
    private static final Duration SENDS_WITHIN = Leases.LASTS.dividedBy(3);

    private final Outbox outbox;
    private final EventOutlet broker;
    private final LeaseHolder lease;
    private final Duration wait;
    private final DeadLetters dead = new DeadLetters();
    private volatile boolean ours;

    /**
     * @param lease of {@code OUTBOX}
     * @param wait how long a step waits for entries when there are none
     */
    public OutboxDuty(Outbox outbox, EventOutlet broker, LeaseHolder lease, Duration wait) {
        this.outbox = outbox;
        this.broker = broker;
        this.lease = lease;
        this.wait = wait;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Did step() throws InterruptedException {
        ours = lease.holds();
        if (!ours) {
            return Did.NOTHING;
        }
        List<OutboxEntry> entries = outbox.next(BATCH, wait);
        if (entries.isEmpty() || !mayStillSend()) {
            return Did.NOTHING;
        }
        Published published =
                broker.publish(entries.stream().map(OutboxEntry::envelope).toList());
        for (Published.Rejected rejected : published.rejected()) {
            dead.add(entries.get(rejected.index()).envelope(), rejected.code());
        }
        outbox.published(entries);
        return Did.WORK;
    }

    /** Whether this replica was the one that relays when it last looked: what all see is counted by it alone. From any thread. */
    public boolean isOurs() {
        return ours;
    }

    public DeadLetters dead() {
        return dead;
    }

    /** Looking after the lease may take long itself, so the last renewal is looked at after it. */
    private boolean mayStillSend() {
        return lease.holds() && lease.sinceRenewal().compareTo(SENDS_WITHIN) <= 0;
    }
}
