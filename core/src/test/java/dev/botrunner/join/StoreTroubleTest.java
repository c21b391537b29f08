package dev.botrunner.join;

import static dev.botrunner.join.Desks.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a caller is told when the store is in trouble. */
class StoreTroubleTest {

    private static final String JOIN = "{\"room_url\":\"https://rooms.example/standup\"}";

    private final Desks desks = new Desks();

    @Test
    void whatCannotHaveBeenWrittenIsUnavailable() throws InterruptedException {
        assertThat(over(session -> failing(ErrorCode.STORE_UNAVAILABLE)).join(call(JOIN)))
                .isInstanceOf(JoinAnswer.Unavailable.class);
    }

    @Test
    void whatMayHaveBeenWrittenIsToldWithTheIdToLookFor() throws InterruptedException {
        JoinDesk answerLost = over(session -> {
            desks.store.queue().enqueue(session);
            return failing(ErrorCode.OUTCOME_UNKNOWN);
        });

        JoinAnswer answer = answerLost.join(call(JOIN));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        JoinAnswer.OutcomeUnknown.class,
                        unknown ->
                                assertThat(desks.all()).singleElement().returns(unknown.session(), head -> head.id()));
    }

    @Test
    void whatTheStoreRefusesAsTooLateIsUnavailable() throws InterruptedException {
        assertThat(over(session -> new Enqueued.TooLate()).join(call(JOIN))).isInstanceOf(JoinAnswer.Unavailable.class);
    }

    @Test
    void aWriteRefusesItselfOnceItsCallerWasTold() throws InterruptedException {
        JoinDesk desk = over(session -> {
            assertThat(Duration.between(session.spec().createdAt(), session.latest()))
                    .isPositive()
                    .isLessThan(Duration.ofSeconds(1));
            return desks.store.queue().enqueue(session);
        });

        assertThat(desk.join(call(JOIN))).isInstanceOf(JoinAnswer.Accepted.class);
    }

    @Test
    void aPlaceThatIsNotKnownHidesNoAcceptedJoin() throws InterruptedException {
        assertThat(over(session -> desks.store.queue().enqueue(session)).join(call(JOIN)))
                .isInstanceOfSatisfying(
                        JoinAnswer.Accepted.class,
                        accepted -> assertThat(accepted.place()).isEmpty());
    }

    private static Enqueued failing(ErrorCode code) {
        throw new DependencyException(new Failure(code, "The store does not answer"));
    }

    private JoinDesk over(Function<NewSession, Enqueued> enqueue) {
        Store store = desks.store;
        var troubled = new Store(
                new Troubled(enqueue), store.ledger(), store.outbox(), store.leases(), store.audit(), store.closing());
        return desks.desk(troubled, Personalities.none());
    }

    /** A queue that is only asked for what a join asks. */
    private record Troubled(Function<NewSession, Enqueued> enqueue) implements LaunchQueue {

        @Override
        public Enqueued enqueue(NewSession session) {
            return enqueue.apply(session);
        }

        @Override
        public Optional<QueuePlace> place(SessionId id) {
            failing(ErrorCode.STORE_UNAVAILABLE);
            return Optional.empty();
        }

        @Override
        public Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean retire(RequestId request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRetired(RequestId request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QueueDepth depth() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean awaitWork(Set<BotName> bots, Duration atMost) {
            throw new UnsupportedOperationException();
        }
    }
}
