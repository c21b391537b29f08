package dev.botrunner.redis.queue;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.queue.StoreProvider.Keeping;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Step;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisProxy;
import dev.botrunner.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A queue over a Redis of its own, behind a proxy that makes trouble. */
record SickQueue(RedisServer server, RedisProxy proxy, ManualTicker ticker, Store store) implements AutoCloseable {

    static final Lifecycle RULES = Lifecycle.standard();
    private static final Duration HOLD = Duration.ofSeconds(5);

    static SickQueue open(RedisPlan plan, Durability durability) {
        RedisServer server = RedisServer.start(plan);
        RedisProxy proxy = RedisProxy.before(server);
        var ticker = new ManualTicker();
        return new SickQueue(server, proxy, ticker, opened(proxy.url(), ticker, durability));
    }

    static Store opened(String url, ManualTicker ticker, Durability durability) {
        return RedisStoreProvider.open(
                new StoreProvider.Options(
                        url,
                        new SettableCaps(),
                        ticker,
                        Duration.ofDays(3),
                        new Keeping(durability, Optional.empty(), Keeping.PREFIX)),
                Scripts.StoreClock.of(ticker::now));
    }

    Enqueued enqueue(SampleSession session) {
        return store.queue().enqueue(session.asOf(store.ledger()));
    }

    SessionId accepted() {
        var session = SampleSession.one();
        if (enqueue(session) instanceof Enqueued.Accepted) {
            return session.id();
        }
        throw new AssertionError("A session was not accepted");
    }

    Optional<SessionId> next(String request) {
        return store.queue()
                .next(new RequestId(request), Map.of(new BotName("echo"), Duration.ZERO), HOLD)
                .map(Seen::id);
    }

    Step claim(Seen seen) {
        return (Step) RULES.claimed(seen, new Claimant(new Instance("worker"), Claimant.Kind.WORKER));
    }

    Optional<SessionHead> head(SessionId id) {
        return store.ledger().find(id).head();
    }

    String key(String name) {
        return "{" + Keeping.PREFIX + ":q}:" + name;
    }

    /** What the failure is that a call meets; it fails the test where it meets none. */
    static ErrorCode failure(Supplier<?> call) {
        try {
            Object answer = call.get();
            throw new AssertionError("A failure was expected, and this was answered: " + answer);
        } catch (DependencyException failed) {
            return failed.failure().code();
        }
    }

    @Override
    public void close() {
        store.close();
        proxy.close();
        server.close();
    }
}
