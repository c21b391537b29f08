package dev.botrunner.link;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers workers and runners over the ledger. Holds no state but who waits: any number of desks over one store answer
 * alike. Calls block; a store or broker that does not answer is a {@link
 * dev.botrunner.session.DependencyException}, and the same call may be repeated.
 */
public final class LinkDesk implements WorkerLink, RunnerLink, AutoCloseable {

    private final RecordDesk records;
    private final TicketCheck check;
    private final EventOutlet events;
    private final ClaimDesk claims;
    private final RedeemDesk redeems;
    private final Subscription changes;

    /** @param events where the events of runners go; stays open when this is closed */
    public LinkDesk(
            LaunchQueue queue,
            SessionLedger ledger,
            Lifecycle rules,
            LinkKeys keys,
            EventOutlet events,
            Ticker ticker) {
        var bells = new Bells();
        this.records = new RecordDesk(ledger, new Clerk(ledger), rules, bells, ticker);
        this.check = keys.check();
        this.events = events;
        this.claims = new ClaimDesk(records, queue, keys.tickets());
        this.redeems = new RedeemDesk(records, keys, this::session);
        this.changes = ledger.changes(bells::ring);
    }

    /**
     * What a pod may claim by its own token, as its service account says; nothing where the token does not let it claim.
     * This desk itself is for those who have proved themselves by a key.
     */
    public Optional<WorkerLink> ofPod(String bearer) {
        return switch (check.verify(bearer)) {
            case TicketCheck.Proof.ForPod pod -> Optional.of(new PodAtDesk(claims, pod));
            case TicketCheck.Proof.ForWorker worker -> Optional.of(new WorkerPodAtDesk(claims, worker));
            case TicketCheck.Proof.ForSession _, TicketCheck.Proof.ForLaunched _, TicketCheck.Proof.Nothing _ ->
                Optional.empty();
        };
    }

    @Override
    public Work claim(Claiming claiming, Duration wait) throws InterruptedException {
        return claims.claim(claiming, wait);
    }

    @Override
    public void exited(Instance me, Child child, ExitStatus status) {
        claims.exited(child, status);
    }

    @Override
    public Redeemed redeem(Ticket ticket, Instance me) {
        return redeems.redeem(ticket, me);
    }

    /** The link of whoever holds this token, which must have been verified. */
    public SessionLink session(SessionToken token) {
        return new SessionAtDesk(records, token, events);
    }

    /** Whether the holder of this token still is its session's runner, as a look at the record says. */
    public Answer standing(SessionToken token) {
        return records.standing(token);
    }

    /** Lets go of those who wait. */
    @Override
    public void close() {
        changes.close();
        records.bells().close();
    }
}
