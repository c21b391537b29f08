package dev.botrunner.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.faults.ScriptedFaults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FaultyStoreTest {

    private final Store store = new MemoryStore(new SettableCaps(), new ManualTicker(), Duration.ofDays(3)).store();
    private final NewSession session = SampleSession.one().asOf(store.ledger());

    @Test
    void aRefusedCallDoesNothing() {
        Store faulty = FaultyStore.around(store, new ScriptedFaults().next("queue.enqueue", Fault.REFUSED));
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> faulty.queue().enqueue(session));
        assertThat(faulty.queue().enqueue(session)).isInstanceOf(Enqueued.Accepted.class);
    }

    @Test
    void aCallWhoseAnswerIsLostWasDone() {
        Store faulty =
                FaultyStore.around(store, new ScriptedFaults().next("queue.enqueue", Fault.NONE, Fault.ANSWER_LOST));
        NewSession second = SampleSession.one().asOf(store.ledger());
        assertThat(faulty.queue().enqueue(session)).isInstanceOf(Enqueued.Accepted.class);
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> faulty.queue().enqueue(second));
        assertThat(faulty.queue().enqueue(second)).isInstanceOf(Enqueued.Known.class);
    }

    @Test
    void nothingIsDoneDuringAnOutage() {
        var outage = new Outage();
        Store faulty = FaultyStore.around(store, outage);
        outage.begin();
        assertFails(
                ErrorCode.STORE_UNAVAILABLE,
                () -> faulty.ledger().find(session.spec().id()));
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> faulty.outbox().next(1, Duration.ZERO));
        outage.end();
        assertThat(faulty.ledger().find(session.spec().id()).head()).isEmpty();
    }

    @Test
    void theSameSeedStrikesTheSameCalls() {
        assertThat(struck(7)).isEqualTo(struck(7)).isNotEqualTo(struck(8)).contains(true, false);
    }

    private List<Boolean> struck(long seed) {
        var faults = new SeededFaults(seed, 0.3, 0.3, Set.of("ledger.time"));
        var struck = new ArrayList<Boolean>();
        Store faulty = FaultyStore.around(store, faults);
        for (int i = 0; i < 40; i++) {
            faulty.ledger().time();
            try {
                faulty.ledger().find(session.spec().id());
                struck.add(false);
            } catch (DependencyException _) {
                struck.add(true);
            }
        }
        return struck;
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DependencyException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(code));
    }
}
