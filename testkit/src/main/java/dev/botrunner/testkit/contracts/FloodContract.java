package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.RoomPolicy;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Ten tenants with weights and caps, and one that floods: each time with other numbers, which a failure names. */
public abstract class FloodContract extends StoreContract {

    private static final int TIMES = 5;
    private static final int TENANTS = 10;
    private static final int FLOOD = 200;
    private static final int CLAIMS = 300;

    private final List<SessionId> active = new ArrayList<>();
    private long seed;
    private SplittableRandom random = new SplittableRandom();
    private int requests;

    @BeforeEach
    void choose() {
        seed = new SplittableRandom().nextLong();
        random = new SplittableRandom(seed);
    }

    /** While all wait, no two are further apart than one start of each, in units of their weights. */
    @RepeatedTest(TIMES)
    void startsStayInProportionToWeights() {
        int[] weights = new int[TENANTS];
        for (int i = 0; i < TENANTS; i++) {
            weights[i] = 1 + random.nextInt(20);
            caps.weight(tenant(i), weights[i]);
            join(i, 40);
        }
        Map<Tenant, Integer> started = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            started.merge(start(), 1, Integer::sum);
            for (int a = 0; a < TENANTS; a++) {
                for (int b = 0; b < TENANTS; b++) {
                    double ahead = started.getOrDefault(tenant(a), 0) / (double) weights[a]
                            - started.getOrDefault(tenant(b), 0) / (double) weights[b];
                    assertThat(ahead).as("seed " + seed).isLessThanOrEqualTo(1.0 / weights[a] + 1e-9);
                }
            }
        }
    }

    /** Whoever comes fresh starts before anybody who was there starts twice, however many they have waiting. */
    @RepeatedTest(TIMES)
    void aFloodDelaysNobodyElse() {
        caps.weight(tenant(0), 1 + random.nextInt(100));
        join(0, FLOOD);
        for (int i = 1; i < TENANTS - 1; i++) {
            join(i, 1 + random.nextInt(10));
        }
        for (int left = random.nextInt(40); left > 0; left--) {
            start();
        }
        join(TENANTS - 1, 1);
        List<Tenant> after = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            after.add(start());
        }
        assertThat(after).as("seed " + seed).contains(tenant(TENANTS - 1));
    }

    /** However starts and ends come, no cap is passed, and nobody waits whom none holds back. */
    @RepeatedTest(TIMES)
    void noCapIsEverPassedAndNoneHoldsBackMoreThanItsOwn() {
        int ofBot = 8 + random.nextInt(8);
        int each = 2 + random.nextInt(3);
        caps.bot(ECHO, ofBot, each);
        join(0, FLOOD);
        for (int i = 1; i < TENANTS; i++) {
            join(i, 20);
        }
        for (int i = 0; i < CLAIMS; i++) {
            if (random.nextInt(3) > 0) {
                shown().ifPresent(this::begin);
            } else if (!active.isEmpty()) {
                stop(active.remove(random.nextInt(active.size())));
            }
            assertCaps(ofBot, each);
        }
        while (true) {
            var more = shown();
            if (more.isEmpty()) {
                break;
            }
            begin(more.get());
        }
        assertThat(active).as("seed " + seed).hasSize(ofBot);
        assertCaps(ofBot, each);
        assertThat(fixture.store().audit().strays()).isEmpty();
    }

    private void assertCaps(int ofBot, int each) {
        List<QueueDepth.Row> rows = queue.depth().rows();
        assertThat(rows.stream().mapToInt(QueueDepth.Row::inFlight).sum())
                .as("seed " + seed)
                .isEqualTo(active.size())
                .isLessThanOrEqualTo(ofBot);
        assertThat(rows).as("seed " + seed).allMatch(row -> row.inFlight() <= each);
    }

    private void join(int tenant, int sessions) {
        for (int i = 0; i < sessions; i++) {
            accepted(SampleSession.one().of(tenant(tenant)).policy(RoomPolicy.ANOTHER));
        }
    }

    private Optional<Seen> shown() {
        var request = new RequestId("flood-" + requests++);
        return queue.next(request, Map.of(ECHO, Duration.ZERO), HOLD);
    }

    private void begin(Seen seen) {
        assertDone(claim(seen.id()));
        active.add(seen.id());
    }

    private Tenant start() {
        Seen seen = shown().orElseThrow();
        begin(seen);
        return seen.head().orElseThrow().about().tenant();
    }

    private static Tenant tenant(int number) {
        return new Tenant("tenant-" + number);
    }
}
