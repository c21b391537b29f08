package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.queue.SessionLedger.Due;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.queue.Wrote;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Verdict;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of it, the store in Redis answers as the one in memory does: who is next, who is held back, and why. */
@ExtendWith(SharedRedis.class)
final class SameDecisionsIT {

    private static final int STEPS = 600;
    private static final Duration HOLD = Duration.ofSeconds(5);
    private static final Lifecycle RULES = Lifecycle.standard();
    private static final List<BotName> BOTS = List.of(new BotName("echo"), new BotName("chat"), new BotName("a"));
    private static final List<Tenant> TENANTS =
            List.of(new Tenant("acme"), new Tenant("globex"), new Tenant("initech"), new Tenant("a"));

    private final ManualTicker ticker = new ManualTicker();
    private final SettableCaps caps = new SettableCaps().queueLimit(60);
    private final List<SessionId> sessions = new ArrayList<>();
    private Store memory = new MemoryStore(caps, ticker, Duration.ofHours(1)).store();
    private Store redis = memory;
    private SplittableRandom random = new SplittableRandom(0);
    private int requests;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothStoresTakeTheSameDecisions(long seed) {
        random = new SplittableRandom(seed);
        TENANTS.forEach(tenant -> caps.weight(tenant, 1 + random.nextInt(3)));
        caps.rate(TENANTS.getLast(), 0.5, 3);
        var keeping = new StoreProvider.Keeping(Durability.NONE, Optional.empty(), "same" + seed);
        redis = RedisStoreProvider.open(
                new StoreProvider.Options(SharedRedis.server().url(), caps, ticker, Duration.ofHours(1), keeping),
                Scripts.StoreClock.of(ticker::now));
        try {
            for (int i = 0; i < STEPS; i++) {
                happen();
                if (i % 10 == 0) {
                    assertSame(store -> store.queue().depth());
                }
            }
        } finally {
            redis.close();
        }
    }

    private void happen() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> join();
            case 3, 4 -> take();
            case 5 -> report();
            case 6 -> ticker.advance(Duration.ofMillis(random.nextInt(8_000)));
            case 7 -> look();
            case 8 -> due(random.nextBoolean() ? Due.DATES : Due.SILENCE);
            default -> changeCaps();
        }
    }

    private void join() {
        SampleSession session = SampleSession.one()
                .of(any(TENANTS))
                .by(any(BOTS))
                .in("https://rooms.example/" + random.nextInt(40))
                .priority(random.nextInt(10));
        SampleSession asked =
                random.nextBoolean() ? session : session.key("k" + random.nextInt(30), "f" + random.nextInt(2));
        assertSame(store -> answer(store.queue().enqueue(asked.asOf(store.ledger()))));
        sessions.add(session.id());
    }

    private static List<Object> answer(Enqueued enqueued) {
        return switch (enqueued) {
            case Enqueued.Accepted(SessionHead head) -> List.of("accepted", head.id());
            case Enqueued.Known(SessionHead head, boolean reused, boolean replayed) ->
                List.of("known", head.id(), head.stage(), reused, replayed);
            case Enqueued.RoomTaken(SessionHead head) -> List.of("taken", head.id());
            case Enqueued.Throttled(Duration after) -> List.of("throttled", after.toMillis() / 1000);
            case Enqueued.KeyReused _, Enqueued.Full _, Enqueued.TooLate _ -> List.of(enqueued);
        };
    }

    /** One asks for work, and claims it, or not, or asks again. */
    private void take() {
        var request =
                new RequestId("r" + (requests == 0 || random.nextInt(3) > 0 ? requests++ : random.nextInt(requests)));
        Map<BotName, Duration> bots = new HashMap<>();
        for (BotName bot : BOTS) {
            if (random.nextInt(4) > 0) {
                bots.put(bot, Duration.ofSeconds(random.nextInt(10) == 0 ? 5 : 0));
            }
        }
        if (random.nextInt(20) == 0) {
            assertSame(store -> store.queue().retire(request));
        }
        Optional<SessionId> shown =
                assertSame(store -> store.queue().next(request, bots, HOLD).map(Seen::id));
        if (shown.isPresent() && random.nextInt(4) > 0) {
            var kind = random.nextBoolean() ? Claimant.Kind.WORKER : Claimant.Kind.LAUNCHER;
            // One that was held up claims what another was shown meanwhile.
            RequestId claims = random.nextInt(10) == 0 ? new RequestId("r" + random.nextInt(requests)) : request;
            var claimant = new Claimant(new Instance("worker"), kind);
            write(shown.get(), seen -> RULES.claimed(seen, claimant).answering(claims));
        }
    }

    private void report() {
        if (sessions.isEmpty()) {
            return;
        }
        SessionId id = any(sessions);
        int what = random.nextInt(4);
        write(id, seen -> switch (what) {
            case 0 -> RULES.stopAsked(seen);
            case 1 -> RULES.exited(seen, attempt(seen), claims(seen), ExitStatus.code(1));
            case 2 -> RULES.redeemed(seen, runner(seen), claims(seen));
            default -> RULES.joined(seen, runner(seen));
        });
    }

    private static dev.botrunner.session.Reporter runner(Seen seen) {
        return new dev.botrunner.session.Reporter(attempt(seen), new Instance("runner"));
    }

    private static int attempt(Seen seen) {
        return seen.head().map(head -> head.progress().attempt()).orElse(1);
    }

    private static long claims(Seen seen) {
        return seen.head().map(head -> head.progress().claims()).orElse(0L);
    }

    private void look() {
        if (!sessions.isEmpty()) {
            SessionId id = any(sessions);
            assertSame(store -> store.queue().place(id).map(QueuePlace::position));
            assertSame(store -> store.ledger().find(id).head().map(SessionHead::stage));
        }
    }

    private void due(Due kind) {
        List<SessionId> due = assertSame(
                store -> store.ledger().due(kind, 5).stream().map(Seen::id).toList());
        for (SessionId id : due) {
            write(id, kind == Due.DATES ? RULES::date : RULES::silence);
        }
    }

    private void changeCaps() {
        if (random.nextInt(3) == 0) {
            caps.bot(any(BOTS), random.nextInt(8), random.nextInt(4));
        } else {
            caps.sessions(any(TENANTS), random.nextInt(6));
        }
    }

    private void write(SessionId id, Function<Seen, Verdict> rule) {
        assertSame(store -> {
            Seen seen = store.ledger().find(id);
            return rule.apply(seen) instanceof Step step ? wrote(store.ledger().write(seen, step)) : "nothing";
        });
    }

    private static Object wrote(Wrote wrote) {
        return switch (wrote) {
            case Wrote.Done(Seen now) -> List.of("done", now.version());
            case Wrote.Stale(Seen now) -> List.of("stale", now.version());
            case Wrote.AtCap _ -> "at cap";
        };
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T assertSame(Function<Store, T> asked) {
        T expected = asked.apply(memory);
        assertThat(asked.apply(redis)).isEqualTo(expected);
        return expected;
    }
}
