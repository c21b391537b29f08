package dev.botrunner.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Reporter;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever happens to sessions, each stands in the indexes that its head names, and in no other. */
@SuppressWarnings("NullAway.Init")
final class MemoryIndexPropertiesTest {

    private static final int STEPS = 150;
    private static final int CAP = 4;
    private static final Lifecycle RULES = Lifecycle.standard();
    private static final List<Tenant> TENANTS = List.of(new Tenant("acme"), new Tenant("globex"));

    private ManualTicker ticker;
    private Store store;
    private Clerk clerk;
    private SplittableRandom random;
    private int requests;

    @BeforeTry
    void openStore() {
        ticker = new ManualTicker();
        var caps = new SettableCaps().bot(SampleSession.ECHO, 2 * CAP, CAP);
        store = new MemoryStore(caps, ticker, Duration.ofDays(3)).store();
        clerk = new Clerk(store.ledger());
    }

    @Property(tries = 60)
    void indexesFollowTheHeads(@ForAll long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            happen();
            List<SessionHead> heads = heads();
            assertCounts(heads);
            assertLines(heads);
            assertDue(heads, Due.DATES, SessionHead::date);
            assertDue(heads, Due.SILENCE, SessionHead::silence);
        }
    }

    private void happen() {
        switch (random.nextInt(6)) {
            case 0, 1 -> join();
            case 2 -> claim();
            case 3 -> report();
            case 4 -> ticker.advance(Duration.ofSeconds(random.nextInt(40)));
            default -> {
                store.ledger().due(Due.DATES, 3).forEach(seen -> clerk.enter(seen, RULES::date));
                store.ledger().due(Due.SILENCE, 3).forEach(seen -> clerk.enter(seen, RULES::silence));
            }
        }
    }

    private void join() {
        var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
        store.queue()
                .enqueue(SampleSession.one()
                        .of(tenant)
                        .priority(random.nextInt(10))
                        .asOf(store.ledger()));
    }

    private void claim() {
        var request = new RequestId("r" + requests++);
        var kind = random.nextBoolean() ? Claimant.Kind.WORKER : Claimant.Kind.LAUNCHER;
        var claimant = new Claimant(new Instance("worker"), kind);
        store.queue()
                .next(request, Map.of(SampleSession.ECHO, Duration.ZERO), Duration.ofSeconds(5))
                .ifPresent(seen -> clerk.enter(seen, now -> RULES.claimed(now, claimant)));
    }

    /** Something is said of one of those that are not over. */
    private void report() {
        List<SessionHead> live =
                heads().stream().filter(head -> !head.hasEnded()).toList();
        if (live.isEmpty()) {
            return;
        }
        SessionHead head = live.get(random.nextInt(live.size()));
        SessionId id = head.id();
        var runner = new Reporter(head.progress().attempt(), new Instance("runner"));
        int what = random.nextInt(6);
        if (what == 0) {
            clerk.enter(id, RULES::stopAsked);
            return;
        }
        switch (head.state()) {
            case SessionState.Starting starting ->
                clerk.enter(id, seen -> RULES.redeemed(seen, runner, starting.claim()));
            case SessionState.Running _ when what < 4 -> clerk.enter(id, seen -> RULES.joined(seen, runner));
            case SessionState.Running _, SessionState.Joined _, SessionState.Ending _ ->
                clerk.enter(id, seen -> RULES.finished(seen, runner, RunnerEnd.completed("done")));
            case SessionState.Queued _ -> clerk.enter(id, seen -> RULES.redeemed(seen, runner, 0));
            case SessionState.Ended _ -> {}
        }
    }

    private List<SessionHead> heads() {
        var all = new Query(Optional.empty(), Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty(), 500);
        return store.ledger().page(all).sessions();
    }

    private void assertCounts(List<SessionHead> heads) {
        List<QueueDepth.Row> rows = store.queue().depth().rows();
        for (Tenant tenant : TENANTS) {
            List<SessionHead> own = heads.stream()
                    .filter(head -> head.about().tenant().equals(tenant))
                    .toList();
            long queued =
                    own.stream().filter(head -> head.stage() == Stage.QUEUED).count();
            long active = own.stream().filter(SessionHead::isActive).count();
            Optional<QueueDepth.Row> row =
                    rows.stream().filter(r -> r.tenant().equals(tenant)).findFirst();
            assertThat(row.map(QueueDepth.Row::queued).orElse(0)).isEqualTo((int) queued);
            assertThat(row.map(QueueDepth.Row::inFlight).orElse(0)).isEqualTo((int) active);
            assertThat(active).isLessThanOrEqualTo(CAP);
        }
    }

    private void assertLines(List<SessionHead> heads) {
        for (SessionHead head : heads) {
            assertThat(store.queue().place(head.id()).isPresent()).isEqualTo(head.isInLine());
            assertThat(store.ledger().spec(head.id()).isPresent()).isEqualTo(!head.hasEnded());
        }
    }

    private void assertDue(List<SessionHead> heads, Due kind, Function<SessionHead, Optional<Instant>> time) {
        Instant now = store.ledger().time();
        List<SessionId> expected = heads.stream()
                .filter(head -> time.apply(head).filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(
                                (SessionHead head) -> time.apply(head).orElse(Instant.MAX))
                        .thenComparing(SessionHead::id))
                .map(SessionHead::id)
                .toList();
        assertThat(store.ledger().due(kind, 500)).extracting(Seen::id).isEqualTo(expected);
    }
}
