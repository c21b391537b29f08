package dev.botrunner.link;

import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives sessions to workers, renews the claims of their children, and tells which of them must go. */
final class ClaimDesk {

    /** How long a session is hidden from others between being shown and being claimed. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    /** A poke may be lost: whoever waits asks again by itself. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** So many sessions may have ended between being shown to one request and being claimed by it. */
    private static final int MOST_SHOWN = 16;

    private final RecordDesk records;
    private final LaunchQueue queue;
    private final Tickets tickets;
    private final Map<Instance, AtomicBoolean> held = new ConcurrentHashMap<>();

    ClaimDesk(RecordDesk records, LaunchQueue queue, Tickets tickets) {
        this.records = records;
        this.queue = queue;
        this.tickets = tickets;
    }

    RecordDesk records() {
        return records;
    }

    LaunchQueue queue() {
        return queue;
    }

    Work claim(Claiming claiming, Duration wait) throws InterruptedException {
        return claim(claiming, Claimant.Kind.WORKER, wait);
    }

    /** @param kind how what claims brings a session to life; a pod has one request, whatever comes of it */
    Work claim(Claiming claiming, Claimant.Kind kind, Duration wait) throws InterruptedException {
        long began = records.ticker().nanos();
        List<Child> kill = new ArrayList<>();
        for (Child child : claiming.children()) {
            if (mustGo(claiming.me(), child)) {
                kill.add(child);
            }
        }
        if (claiming.bots().isEmpty()) {
            callOff(claiming.me());
            return new Work.Orders(Optional.empty(), kill);
        }
        if (!kill.isEmpty()) {
            return new Work.Orders(takeIfPossible(claiming, kind), kill);
        }
        Optional<Claim> claim = take(claiming, kind);
        if (claim.isEmpty()) {
            Duration most = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            claim = await(claiming, kind, most.minus(records.ticker().since(began)));
        }
        return new Work.Orders(claim, kill);
    }

    /** Of a store that gives nothing out, since it is full, a worker still learns which of its children must go. */
    private Optional<Claim> takeIfPossible(Claiming claiming, Claimant.Kind kind) {
        try {
            return take(claiming, kind);
        } catch (DependencyException failed) {
            if (failed.failure().code() == ErrorCode.OUTCOME_UNKNOWN) {
                throw failed;
            }
            return Optional.empty();
        }
    }

    private Optional<Claim> await(Claiming claiming, Claimant.Kind kind, Duration most) throws InterruptedException {
        long began = records.ticker().nanos();
        var waiting = new AtomicBoolean(true);
        held.put(claiming.me(), waiting);
        try {
            Optional<Claim> claim = Optional.empty();
            Duration left = most;
            while (claim.isEmpty()
                    && left.isPositive()
                    && waiting.get()
                    && !records.bells().isClosed()) {
                boolean offered = queue.awaitWork(claiming.bots(), left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left);
                if (waiting.get()) {
                    claim = take(claiming, kind);
                } else if (offered) {
                    queue.awaitWork(claiming.bots(), Duration.ZERO); // so that another is told
                }
                if (offered && claim.isEmpty() && isPast(claiming.request())) {
                    return claim;
                }
                left = most.minus(records.ticker().since(began));
            }
            return claim;
        } finally {
            held.remove(claiming.me(), waiting);
        }
    }

    /** Whether it is of a pod that gets nothing more, whatever is there for others: it would be offered that for ever. */
    private boolean isPast(RequestId request) {
        return request.pod()
                .filter(uid -> queue.isRetired(request)
                        || records.ledger().claimedBy(uid).isPresent())
                .isPresent();
    }

    /** A worker that asks for nothing wants nothing: what it has asked before is answered with nothing. */
    void callOff(Instance worker) {
        AtomicBoolean waiting = held.get(worker);
        if (waiting != null) {
            waiting.set(false);
        }
    }

    void exited(Child child, ExitStatus status) {
        records.clerk()
                .enter(child.session(), seen -> records.rules().exited(seen, child.attempt(), child.claim(), status));
    }

    /** Renews its claim while it is not redeemed; true when its session is over, or has gone on without it. */
    private boolean mustGo(Instance me, Child child) {
        Seen seen = records.ledger().find(child.session());
        if (seen.head().isEmpty()) {
            return false; // forgotten: its runner's next beat takes it back, or tells it
        }
        if (seen.head().get().state() instanceof SessionState.Starting) {
            var entered = records.clerk()
                    .enter(seen, now -> records.rules().renewed(now, child.attempt(), child.claim(), me));
            return entered instanceof Entered.Refused(var _, var head)
                    && head.filter(h -> hasGoneOn(h, child)).isPresent();
        }
        return hasGoneOn(seen.head().get(), child);
    }

    /** Only what the record knows for certain counts: a store that was set back knows less than a living child. */
    private static boolean hasGoneOn(SessionHead head, Child child) {
        int attempt = head.progress().attempt();
        return switch (head.state()) {
            case SessionState.Ended _ -> true;
            case SessionState.Queued _ -> attempt > child.attempt();
            case SessionState.Starting starting -> isLater(attempt, starting.claim(), child);
            case SessionState.Running running ->
                isLater(attempt, running.runner().claim(), child);
            case SessionState.Joined joined -> isLater(attempt, joined.runner().claim(), child);
            case SessionState.Ending ending -> isLater(attempt, ending.runner().claim(), child);
        };
    }

    private static boolean isLater(int attempt, long claim, Child child) {
        return attempt > child.attempt() || (attempt == child.attempt() && claim > child.claim());
    }

    /** What is there now. */
    private Optional<Claim> take(Claiming claiming, Claimant.Kind kind) {
        Map<BotName, Duration> bots = new HashMap<>();
        claiming.bots().forEach(bot -> bots.put(bot, Duration.ZERO));
        for (int i = 0; i < MOST_SHOWN; i++) {
            RequestId request = kind == Claimant.Kind.POD ? claiming.request() : variant(claiming.request(), i);
            Optional<Seen> shown = queue.next(request, bots, HOLD);
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            Optional<Claim> claim = claim(new Claimant(claiming.me(), kind), shown.get(), request);
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /**
     * A request stays with the session it was shown for as long as that one's record stands. Where that cannot be claimed
     * any more, a request of another name goes on; the same call again walks the same way.
     */
    private static RequestId variant(RequestId request, int number) {
        if (number == 0) {
            return request;
        }
        String tail = "~" + number;
        String value = request.value();
        int kept = Math.min(value.length(), 128 - tail.length());
        return new RequestId(value.substring(value.length() - kept) + tail);
    }

    private Optional<Claim> claim(Claimant claimant, Seen shown, RequestId request) {
        var entered = records.clerk()
                .enter(shown, seen -> records.rules().claimed(seen, claimant).answering(request));
        return switch (entered) {
            case Entered.Changed(SessionHead head) -> given(claimant, head);
            case Entered.Stands(SessionHead head) -> given(claimant, head);
            case Entered.Refused(var _, var head) -> head.flatMap(h -> given(claimant, h));
            case Entered.AtCap _ -> Optional.empty();
        };
    }

    /** The claim as it stands, where it is this claimant's: after a lost answer it is given again. */
    private Optional<Claim> given(Claimant claimant, SessionHead head) {
        return head.state() instanceof SessionState.Starting starting
                        && starting.claimant().equals(claimant)
                ? Optional.of(standing(head, starting))
                : Optional.empty();
    }

    /** A pod redeems with its own token: a ticket would only be something to steal. */
    Claim standing(SessionHead head, SessionState.Starting starting) {
        int attempt = head.progress().attempt();
        Optional<Ticket> ticket = starting.claimant().kind() == Claimant.Kind.POD
                ? Optional.empty()
                : Optional.of(tickets.issue(head.id(), attempt, starting.claim()));
        return new Claim(head.id(), attempt, starting.claim(), head.about().bot(), ticket);
    }
}
