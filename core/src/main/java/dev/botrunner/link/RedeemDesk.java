package dev.botrunner.link;

import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.SessionToken;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Ticket;
import dev.botrunner.session.Timeline;
import dev.botrunner.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Turns a ticket into a session, its secrets and a session token. The same instance again gets the same. */
final class RedeemDesk {

    /** A relaunch after nearly all of the maximum: its bot may at least say so. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(1);

    private final RecordDesk records;
    private final LinkKeys keys;
    private final Function<SessionToken, SessionLink> sessions;

    RedeemDesk(RecordDesk records, LinkKeys keys, Function<SessionToken, SessionLink> sessions) {
        this.records = records;
        this.keys = keys;
        this.sessions = sessions;
    }

    Redeemed redeem(Ticket ticket, Instance me) {
        return switch (keys.check().verify(ticket.reveal())) {
            case TicketCheck.Proof.ForSession proof -> redeem(proof, me);
            case TicketCheck.Proof.ForLaunched proof -> launched(proof, me);
            case TicketCheck.Proof.ForPod proof -> waited(proof, me);
            case TicketCheck.Proof.ForWorker _, TicketCheck.Proof.Nothing _ ->
                new Redeemed.Refused("The ticket is not for a session of this control server", false);
        };
    }

    /** The uid of the pod is taken from its token, whatever the runner calls itself. A pod of another bot proves nothing. */
    private Redeemed launched(TicketCheck.Proof.ForLaunched proof, Instance me) {
        boolean another = records.ledger()
                .find(proof.session())
                .head()
                .filter(head -> !head.about().bot().equals(proof.bot()))
                .isPresent();
        return another
                ? new Redeemed.Refused("The ticket is not for a session of that bot", false)
                : redeem(new TicketCheck.Proof.ForSession(proof.session(), proof.attempt(), 0), me.in(proof.uid()));
    }

    /** The session is the one that the pod has claimed, as long as it is still its claimant or its runner. */
    private Redeemed waited(TicketCheck.Proof.ForPod proof, Instance me) {
        Optional<SessionHead> claimed = records.ledger().claimedBy(proof.uid()).flatMap(Seen::head);
        if (claimed.isEmpty() || claimed.get().hasEnded()) {
            return new Redeemed.Ended();
        }
        SessionHead head = claimed.get();
        if (head.pod().filter(proof.uid()::equals).isEmpty()) {
            return new Redeemed.Superseded();
        }
        long claim = head.state() instanceof SessionState.Starting starting
                ? starting.claim()
                : runner(head).claim();
        int attempt = head.progress().attempt();
        return redeem(new TicketCheck.Proof.ForSession(head.id(), attempt, claim), me.in(proof.uid()));
    }

    /** The spec never changes: it is read and opened before the step, so that nobody is let in who cannot be served. */
    private Redeemed redeem(TicketCheck.Proof.ForSession proof, Instance me) {
        Seen seen = records.ledger().find(proof.session());
        if (seen.head().isEmpty() || seen.head().get().hasEnded()) {
            return new Redeemed.Ended();
        }
        Optional<SessionSpec> spec = records.ledger().spec(proof.session());
        if (spec.isEmpty()) {
            return withoutSpec(proof);
        }
        Optional<PrivateParts> secrets = PrivateParts.open(keys.sealer(), spec.get());
        if (secrets.isEmpty()) {
            return new Redeemed.Refused(
                    "The secrets of session " + proof.session()
                            + " do not open: expected the seal key that they were sealed with",
                    true);
        }
        var runner = new Reporter(proof.attempt(), me);
        var entered = records.clerk().enter(seen, now -> records.rules().redeemed(now, runner, proof.claim()));
        return switch (entered) {
            case Entered.Changed(SessionHead head) -> granted(spec.get(), secrets.get(), head);
            case Entered.Stands(SessionHead head) -> granted(spec.get(), secrets.get(), head);
            case Entered.Refused(var why, var _) -> refused(why);
            case Entered.AtCap _ -> new Redeemed.Refused("A cap holds the session back", true);
        };
    }

    private static Redeemed refused(Verdict.Why why) {
        return why == Verdict.Why.SUPERSEDED ? new Redeemed.Superseded() : new Redeemed.Ended();
    }

    /** It ended just now; or its record was taken back from a token and knows too little to start anybody. */
    private Redeemed withoutSpec(TicketCheck.Proof.ForSession proof) {
        boolean lives = records.ledger()
                .find(proof.session())
                .head()
                .filter(head -> !head.hasEnded())
                .isPresent();
        return lives ? new Redeemed.Superseded() : new Redeemed.Ended();
    }

    private Redeemed granted(SessionSpec spec, PrivateParts secrets, SessionHead head) {
        records.ledger().confirm();
        Instant redeemedAt = redeemedAt(head);
        Duration left = head.progress()
                .firstJoined()
                .filter(joined -> joined.isBefore(redeemedAt))
                .map(joined -> head.terms().maxDuration().minus(Duration.between(joined, redeemedAt)))
                .map(rest -> rest.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : rest)
                .orElse(head.terms().maxDuration());
        int attempt = head.progress().attempt();
        SessionState.Runner runner = runner(head);
        var assignment = new Assignment(spec, attempt, secrets.roomToken(), secrets.secrets(), left);
        var token = new SessionToken(
                spec.id(),
                spec.tenant(),
                spec.bot(),
                attempt,
                runner.instance(),
                spec.room().key(),
                redeemedAt,
                lasting(head.terms(), left),
                head.events().epoch(),
                runner.claim(),
                head.pod());
        return new Redeemed.Granted(assignment, keys.tickets().token(token), sessions.apply(token));
    }

    private static Terms lasting(Terms terms, Duration left) {
        return new Terms(terms.attempts(), terms.startDeadline(), left, terms.goodBye(), terms.onCrash());
    }

    private static SessionState.Runner runner(SessionHead head) {
        return head.state()
                .liveRunner()
                .orElseThrow(() -> new IllegalStateException("A redeemed session " + head.id() + " has no runner"));
    }

    /** From the record, so that a repeated redeem gets an equal token. */
    private static Instant redeemedAt(SessionHead head) {
        return head.timeline().entries().stream()
                .filter(entry -> entry.attempt() == head.progress().attempt()
                        && entry.phase().equals("running"))
                .map(Timeline.Entry::at)
                .findFirst()
                .orElse(head.about().createdAt());
    }
}
