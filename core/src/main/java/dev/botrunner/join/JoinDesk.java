package dev.botrunner.join;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Ulid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Takes joins and puts them into the line. What it has answered as accepted stands in the store; a crash before the
 * answer leaves a session that the same key finds again. For any number of threads.
 */
public final class JoinDesk {

    /** A caller is told within a second that nothing was accepted; what is written later refuses itself. */
    static final Duration BUDGET = Duration.ofMillis(900);

    private final Admission admission;
    private final LaunchQueue queue;
    private final SessionLedger ledger;
    private final SessionWatch watch;
    private final Ticker ticker;
    private final RandomGenerator random;

    /** @param random makes the ids; has to be fit for any number of threads */
    public JoinDesk(Admission admission, Store store, SessionWatch watch, Ticker ticker, RandomGenerator random) {
        this.admission = admission;
        this.queue = store.queue();
        this.ledger = store.ledger();
        this.watch = watch;
        this.ticker = ticker;
        this.random = random;
    }

    /** Blocks for the store, and for as long as the call wants to wait for its bot. */
    public JoinAnswer join(JoinCall call) throws InterruptedException {
        JoinAnswer answer;
        try {
            answer = switch (admission.read(call.body())) {
                case JoinRequest.Reading.Faulty(var faults) -> new JoinAnswer.Faulty(faults);
                case JoinRequest.Reading.Sound(JoinRequest request) -> accept(call, request);
            };
        } catch (DependencyException failed) {
            return new JoinAnswer.Unavailable();
        }
        return answer instanceof JoinAnswer.WithSession session
                        && call.patience().isPositive()
                ? awaited(session, call.patience())
                : answer;
    }

    private JoinAnswer accept(JoinCall call, JoinRequest request) {
        var id = new SessionId(Ulid.of(ticker.now().toEpochMilli(), random));
        Seen nothing = ledger.fresh(id);
        NewSession session = admission.admit(call, request, nothing, BUDGET);
        try {
            Enqueued enqueued = queue.enqueue(session);
            return answer(
                    enqueued instanceof Enqueued.KeyReused
                            ? underEarlierKeys(admission.earlier(call, session), enqueued)
                            : enqueued);
        } catch (DependencyException failed) {
            return failed.failure().code() == ErrorCode.OUTCOME_UNKNOWN
                    ? new JoinAnswer.OutcomeUnknown(id)
                    : new JoinAnswer.Unavailable();
        }
    }

    /** What looks like another request may be the same one from before the seal key was changed. */
    private Enqueued underEarlierKeys(List<NewSession> earlier, Enqueued reused) {
        Enqueued enqueued = reused;
        for (NewSession session : earlier) {
            if (enqueued instanceof Enqueued.KeyReused) {
                enqueued = queue.enqueue(session);
            }
        }
        return enqueued;
    }

    private JoinAnswer answer(Enqueued enqueued) {
        return switch (enqueued) {
            case Enqueued.Accepted(SessionHead head) -> new JoinAnswer.Accepted(head, placeOnEntry(head));
            case Enqueued.Known known
            when known.replayed() -> new JoinAnswer.Replayed(known.head(), place(known.head()), known.reused());
            case Enqueued.Known known -> new JoinAnswer.Reused(known.head(), place(known.head()));
            case Enqueued.KeyReused _ -> new JoinAnswer.KeyReused();
            case Enqueued.RoomTaken(SessionHead head) -> new JoinAnswer.RoomTaken(head.id());
            case Enqueued.Full(var scope, var retryAfter) -> new JoinAnswer.Full(scope, retryAfter);
            case Enqueued.Throttled(var retryAfter) -> new JoinAnswer.Throttled(retryAfter);
            case Enqueued.TooLate _ -> new JoinAnswer.Unavailable();
        };
    }

    private JoinAnswer.WithSession awaited(JoinAnswer.WithSession answer, Duration wait) throws InterruptedException {
        try {
            SessionHead now =
                    watch.await(answer.head().id(), JoinDesk::isSettled, wait).orElse(answer.head());
            return answer.later(now, place(now));
        } catch (DependencyException failed) {
            return answer; // it was accepted, and that is what has to be said
        }
    }

    /** Whether there is nothing more to wait for. */
    private static boolean isSettled(SessionHead head) {
        return switch (head.state()) {
            case SessionState.Joined _, SessionState.Ended _ -> true;
            case SessionState.Queued _, SessionState.Starting _, SessionState.Running _, SessionState.Ending _ -> false;
        };
    }

    private Optional<QueuePlace> placeOnEntry(SessionHead head) {
        return place(head, queue::placeOnEntry);
    }

    private Optional<QueuePlace> place(SessionHead head) {
        return place(head, queue::place);
    }

    /** Not knowing its place is no reason to hide that a session was accepted. */
    private static Optional<QueuePlace> place(SessionHead head, Function<SessionId, Optional<QueuePlace>> places) {
        if (!head.isInLine()) {
            return Optional.empty();
        }
        try {
            return places.apply(head.id());
        } catch (DependencyException failed) {
            return Optional.empty();
        }
    }
}
