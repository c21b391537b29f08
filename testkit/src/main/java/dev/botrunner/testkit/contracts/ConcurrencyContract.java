package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Wrote;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads at once: nobody gets what another has, caps hold, and nothing is left over. */
public abstract class ConcurrencyContract extends StoreContract {

    private static final int JOINERS = 8;
    private static final int EACH = 150;
    private static final int CLAIMERS = 24;
    private static final int CAP = 10;
    private static final int PER_TENANT = 4;

    private final Set<SessionId> started = ConcurrentHashMap.newKeySet();
    private final AtomicInteger twice = new AtomicInteger();
    private final Map<Tenant, AtomicInteger> active = new ConcurrentHashMap<>();
    private final AtomicInteger allActive = new AtomicInteger();
    private final AtomicInteger mostActive = new AtomicInteger();
    private final AtomicInteger mostOfOneTenant = new AtomicInteger();
    private final CountDownLatch left = new CountDownLatch(JOINERS * EACH);

    @Test
    void nobodyGetsTheSameSessionAndCapsHold() throws InterruptedException {
        caps.bot(ECHO, CAP, PER_TENANT);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < JOINERS; i++) {
            var tenant = new Tenant("tenant-" + i);
            threads.add(Thread.ofVirtual().start(() -> joinAll(tenant)));
        }
        for (int i = 0; i < CLAIMERS; i++) {
            var me = new Instance("worker-" + i);
            threads.add(Thread.ofVirtual().start(() -> claimAll(me)));
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(1));
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(twice).hasValue(0);
        assertThat(started).hasSize(JOINERS * EACH);
        assertThat(mostActive.get()).isBetween(1, CAP);
        assertThat(mostOfOneTenant.get()).isBetween(1, PER_TENANT);
        assertThat(queue.depth().rows()).isEmpty();
        assertThat(outbox.next(10_000, Duration.ZERO)).hasSize(3 * JOINERS * EACH);
    }

    private void joinAll(Tenant tenant) {
        for (int i = 0; i < EACH; i++) {
            accepted(SampleSession.one().of(tenant));
        }
    }

    private void claimAll(Instance me) {
        try {
            for (int request = 0; left.getCount() > 0; request++) {
                queue.awaitWork(Set.of(ECHO), Duration.ofMillis(20));
                claimOne(me, new RequestId(me + "/" + request));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void claimOne(Instance me, RequestId request) {
        Optional<Seen> next = queue.next(request, Map.of(ECHO, Duration.ZERO), HOLD);
        if (next.isEmpty()) {
            return;
        }
        Seen seen = next.get();
        var claim = (Step) RULES.claimed(seen, new Claimant(me, Claimant.Kind.WORKER));
        switch (ledger.write(seen, claim)) {
            case Wrote.Done(Seen now) -> {
                runAndStop(now);
                left.countDown();
            }
            case Wrote.AtCap _ -> {}
            case Wrote.Stale _ -> twice.incrementAndGet();
        }
    }

    private void runAndStop(Seen seen) {
        Tenant tenant = seen.head().orElseThrow().about().tenant();
        if (!started.add(seen.id())) {
            twice.incrementAndGet();
        }
        AtomicInteger ofTenant = active.computeIfAbsent(tenant, _ -> new AtomicInteger());
        mostOfOneTenant.accumulateAndGet(ofTenant.incrementAndGet(), Math::max);
        mostActive.accumulateAndGet(allActive.incrementAndGet(), Math::max);
        assertThat(head(seen.id()).isActive()).isTrue();
        ofTenant.decrementAndGet();
        allActive.decrementAndGet();
        stop(seen.id());
    }
}
