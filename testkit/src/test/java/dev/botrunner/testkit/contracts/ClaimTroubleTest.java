package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.link.Child;
import dev.botrunner.link.HmacTicketCheck;
import dev.botrunner.link.LinkDesk;
import dev.botrunner.link.LinkKeys;
import dev.botrunner.link.Tickets;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink.Claiming;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.SecretSealer;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Signer;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.RecordingOutlet;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.faults.Faults;
import dev.botrunner.testkit.faults.FaultyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims that are called off just as a store tells of work, and claims of stores that give nothing out. */
class ClaimTroubleTest {

    private static final Instance WORKER = new Instance("worker");
    private static final RequestId REQUEST = new RequestId("r");

    private final Store store = new MemoryStore(Caps.limitedBy(10), new ManualTicker(), Duration.ofHours(1)).store();
    private final List<String> asked = new ArrayList<>();

    @Test
    void whoHasCalledOffTakesNothingAndAsksTheStoreToTellAnother() throws InterruptedException {
        var callsOff = new CallsOff();
        try (LinkDesk desk = desk(callsOff)) {
            callsOff.desk.add(desk);
            Work work = desk.claim(claiming(SampleSession.ECHO), Duration.ofSeconds(10));
            assertThat(work)
                    .isInstanceOfSatisfying(
                            Work.Orders.class,
                            orders -> assertThat(orders.claim()).isEmpty());
        }
        assertThat(asked).containsExactly("queue.next", "queue.awaitWork", "queue.awaitWork");
    }

    @Test
    void aStoreThatGivesNothingOutStillTellsWhichChildrenMustGo() throws InterruptedException {
        SessionId id = SampleSession.one().id();
        var child = new Child(ended(), 1, 1);
        try (LinkDesk desk = desk(new GivesNothingOut())) {
            var claiming = new Claiming(WORKER, REQUEST, Set.of(SampleSession.ECHO), List.of(child));
            assertThat(desk.claim(claiming, Duration.ZERO))
                    .isEqualTo(new Work.Orders(Optional.empty(), List.of(child)));
            var others = new Claiming(WORKER, REQUEST, Set.of(SampleSession.ECHO), List.of(new Child(id, 1, 1)));
            assertThatThrownBy(() -> desk.claim(others, Duration.ZERO)).isInstanceOf(DependencyException.class);
        }
    }

    private SessionId ended() {
        var session = SampleSession.one();
        store.queue().enqueue(session.asOf(store.ledger()));
        new Clerk(store.ledger()).enter(session.id(), Lifecycle.standard()::stopAsked);
        return session.id();
    }

    private static Claiming claiming(BotName... bots) {
        return new Claiming(WORKER, REQUEST, Set.of(bots), List.of());
    }

    private LinkDesk desk(Faults faults) {
        Store faulty = FaultyStore.around(store, faults);
        var tickets = new Tickets(new Signer(SealKeys.random()));
        var keys = new LinkKeys(new HmacTicketCheck(tickets), tickets, new SecretSealer(SealKeys.random()));
        return new LinkDesk(
                faulty.queue(), faulty.ledger(), Lifecycle.standard(), keys, new RecordingOutlet(), Ticker.system());
    }

    private static final class GivesNothingOut implements Faults {
        @Override
        public void before(String call) {
            if (call.equals("queue.next")) {
                throw new DependencyException(new Failure(ErrorCode.STORE_UNAVAILABLE, "It is full"));
            }
        }

        @Override
        public void after(String call) {}
    }

    /** The first time that it waits, a session comes, and the worker asks for nothing before it is told. */
    private final class CallsOff implements Faults {
        private final List<LinkDesk> desk = new ArrayList<>();

        @Override
        public void before(String call) {
            asked.add(call);
            if (isFirstWait(call)) {
                store.queue().enqueue(SampleSession.one().asOf(store.ledger()));
            }
        }

        @Override
        public void after(String call) {
            if (isFirstWait(call)) {
                try {
                    desk.getFirst().claim(claiming(), Duration.ZERO);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private boolean isFirstWait(String call) {
            return call.equals("queue.awaitWork") && asked.indexOf(call) == asked.size() - 1;
        }
    }
}
