package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Ten tenants with weights, and one that floods. */
@SuppressWarnings("NullAway.Init")
final class MemoryFairnessPropertiesTest {

    private static final int TENANTS = 10;
    private static final Duration HOLD = Duration.ofSeconds(5);
    private static final Lifecycle RULES = Lifecycle.standard();

    private SettableCaps caps;
    private ManualTicker ticker;
    private LaunchQueue queue;
    private SessionLedger ledger;
    private int requests;

    /** One instance serves all tries of a property. */
    @BeforeTry
    void openStore() {
        caps = new SettableCaps();
        ticker = new ManualTicker();
        Store store = new MemoryStore(caps, ticker, Duration.ofDays(3)).store();
        queue = store.queue();
        ledger = store.ledger();
    }

    /** While all wait, no two are further apart than one start of each, in units of their weights. */
    @Property(tries = 60)
    void startsStayInProportionToWeights(
            @ForAll @Size(TENANTS) List<@IntRange(min = 1, max = 100) Integer> weights,
            @ForAll @IntRange(min = 1, max = 80) int starts) {
        for (int i = 0; i < TENANTS; i++) {
            caps.weight(tenant(i), weights.get(i));
            join(i, starts);
        }
        Map<Tenant, Integer> started = new HashMap<>();
        for (int i = 0; i < starts; i++) {
            started.merge(start(), 1, Integer::sum);
            assertInProportion(started, weights);
        }
    }

    private static void assertInProportion(Map<Tenant, Integer> started, List<Integer> weights) {
        for (int a = 0; a < TENANTS; a++) {
            for (int b = 0; b < TENANTS; b++) {
                double ahead = share(started, weights, a) - share(started, weights, b);
                assertThat(ahead).isLessThanOrEqualTo(1.0 / weights.get(a) + 1e-9);
            }
        }
    }

    private static double share(Map<Tenant, Integer> started, List<Integer> weights, int tenant) {
        return started.getOrDefault(tenant(tenant), 0) / (double) weights.get(tenant);
    }

    /** Whoever comes fresh starts before anybody who was there starts twice, however many they have waiting. */
    @Property(tries = 60)
    void aFloodDelaysNobodyElse(
            @ForAll @IntRange(min = 1, max = 100) int weight,
            @ForAll @IntRange(min = 0, max = 60) int before,
            @ForAll long seed) {
        caps.weight(tenant(0), weight);
        join(0, 500);
        for (int i = 1; i < TENANTS - 1; i++) {
            join(i, 1 + new SplittableRandom(seed + i).nextInt(20));
        }
        for (int i = 0; i < before; i++) {
            start();
        }
        join(TENANTS - 1, 1);
        List<Tenant> after = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            after.add(start());
        }
        assertThat(after).contains(tenant(TENANTS - 1));
    }

    /** Every session that was accepted starts once, in whatever order joins, claims and lapses come. */
    @Property(tries = 60)
    void nothingIsLostOrDoubled(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int joined = 0;
        List<Tenant> started = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    join(random.nextInt(TENANTS), 1);
                    joined++;
                }
                case 2 -> queue.next(request(), asked(), HOLD);
                default -> ticker.advance(Duration.ofSeconds(random.nextInt(6)));
            }
        }
        ticker.advance(HOLD);
        while (started.size() < joined) {
            started.add(start());
        }
        assertThat(queue.next(request(), asked(), HOLD)).isEmpty();
        assertThat(queue.depth().rows())
                .allSatisfy(row -> assertThat(row.queued()).isZero());
    }

    private void join(int tenant, int sessions) {
        for (int i = 0; i < sessions; i++) {
            queue.enqueue(SampleSession.one().of(tenant(tenant)).asOf(ledger));
        }
    }

    private Tenant start() {
        Seen seen = queue.next(request(), asked(), HOLD).orElseThrow();
        var claimant = new Claimant(new Instance("worker-1"), Claimant.Kind.WORKER);
        ledger.write(seen, (Step) RULES.claimed(seen, claimant));
        return seen.head().orElseThrow().about().tenant();
    }

    private RequestId request() {
        return new RequestId("r" + requests++);
    }

    private static Map<BotName, Duration> asked() {
        return Map.of(SampleSession.ECHO, Duration.ZERO);
    }

    private static Tenant tenant(int number) {
        return new Tenant("tenant-" + number);
    }
}
