package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Lease;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreAudit;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every call of every port of a store, for one session and its neighbour. */
record OneLife(Store store, ManualTicker ticker) {

    private static final Lifecycle RULES = Lifecycle.standard();
    private static final BotName ECHO = SampleSession.ECHO;

    void live() throws InterruptedException {
        SessionId id = accepted(SampleSession.one().key("k", "f").labelled("team", "red"));
        SessionId other = accepted(SampleSession.one().priority(1));
        assertThat(store.queue().awaitWork(Set.of(ECHO), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(store.queue().place(other).orElseThrow().position()).isEqualTo(2);
        assertThat(store.queue()
                        .next(new RequestId("r"), Map.of(ECHO, Duration.ZERO), Duration.ofSeconds(5))
                        .map(Seen::id))
                .contains(id);
        write(id, seen -> (Step) RULES.claimed(seen, new Claimant(new Instance("w"), Claimant.Kind.WORKER)));
        assertThat(store.queue().retire(new RequestId("other"))).isTrue();
        assertThat(store.queue().depth().rows()).hasSize(1);
        assertThat(store.ledger().spec(id)).isPresent();
        assertThat(store.ledger().page(Query.of(Tenant.DEFAULT, 10)).sessions()).hasSize(2);
        ticker.advance(Duration.ofSeconds(31));
        assertThat(store.ledger().due(Due.SILENCE, 10)).hasSize(1);
        write(id, seen -> (Step) RULES.silence(seen));
        write(id, seen -> (Step) RULES.stopAsked(seen));
        store.ledger().confirm();
        var entries = store.outbox().next(10, Duration.ofSeconds(10));
        assertThat(entries).hasSize(5);
        store.outbox().published(entries);
        assertThat(store.outbox().waiting()).isZero();
        ticker.advance(Duration.ofDays(4));
        write(other, seen -> (Step) RULES.date(seen));
        assertThat(store.ledger().find(id).head()).isEmpty();
        Optional<Lease> lease = store.leases().acquire(DutyName.OUTBOX, new Instance("control"));
        assertThat(lease.orElseThrow().renew()).isTrue();
        lease.orElseThrow().release();
        podsLife();
        audited();
    }

    /** A pod claims what it was shown and is known by it; one that has claimed nothing is sent away. */
    private void podsLife() {
        SessionId id = accepted(SampleSession.one());
        RequestId request = RequestId.ofPod("uid-1");
        assertThat(store.queue()
                        .next(request, Map.of(ECHO, Duration.ZERO), Duration.ofSeconds(5))
                        .map(Seen::id))
                .contains(id);
        var pod = new Claimant(new Instance("p").in("uid-1"), Claimant.Kind.POD);
        write(id, seen -> (Step) RULES.claimed(seen, pod).answering(request));
        assertThat(store.ledger().claimedBy("uid-1").map(Seen::id)).contains(id);
        assertThat(store.queue().retire(request)).isFalse();
        assertThat(store.queue().retire(RequestId.ofPod("uid-2"))).isTrue();
        assertThat(store.queue().isRetired(RequestId.ofPod("uid-2"))).isTrue();
    }

    private void audited() {
        assertThat(store.audit().strays()).isEmpty();
        StoreAudit.Standings standings = store.audit().standings(Optional.empty(), 10);
        assertThat(standings.records())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.faults()).isEmpty());
    }

    private SessionId accepted(SampleSession session) {
        assertThat(store.queue().enqueue(session.asOf(store.ledger()))).isInstanceOf(Enqueued.Accepted.class);
        return session.id();
    }

    private void write(SessionId id, Function<Seen, Step> rule) {
        Seen seen = store.ledger().find(id);
        assertThat(store.ledger().write(seen, rule.apply(seen))).isInstanceOf(Wrote.Done.class);
    }
}
