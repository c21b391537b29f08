package dev.botrunner.redis.queue;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.redis.RedisCalls;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Queue, ledger, outbox and leases over one Redis, for any number of control servers. What it holds survives the end of
 * this process; what survives the end of Redis is a question of its settings.
 */
final class RedisStore implements AutoCloseable {

    /** A server that starts while Redis does, or on a machine that is busy, does not give up at once. */
    private static final Duration STARTING = Duration.ofSeconds(5);

    private static final long LOOK_AGAIN = 200;
    private static final Duration FIRST_LISTENING = Duration.ofSeconds(2);

    /** A poke may be lost: whoever waits looks by itself so often. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Pace LISTENING = new Pace(
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofDays(36_500));
    private static final Duration PING_EVERY = Duration.ofSeconds(3);
    private static final Pace PINGING =
            new Pace(PING_EVERY, PING_EVERY, PING_EVERY, PING_EVERY, Duration.ofSeconds(30));

    private final StoreParts parts;
    private final RandomGenerator random;
    private final Fitness fitness;
    private final RedisConnections connections;
    private final LoopRunner listening;
    private final LoopRunner pinging;

    RedisStore(RedisConnections connections, RedisKeys keys, StoreProvider.Options options, Scripts.StoreClock clock) {
        this.random = new SecureRandom();
        this.connections = connections;
        RedisCalls calls = RedisCalls.start(connections, "redis-queue");
        var scripts = new Scripts(calls, keys, clock, random);
        var waiters = new Waiters(LOOK_EVERY);
        var pokes = new Pokes(connections, keys, waiters);
        this.parts = new StoreParts(
                calls,
                keys,
                scripts,
                new Records(scripts),
                new StoreParts.News(pokes, waiters),
                options.caps(),
                options.ticker(),
                new StoreParts.Terms(options.recordTtl(), options.keeping().durability() == Durability.STRICT));
        this.fitness = new Fitness(parts, connections.url(), options.keeping().durability());
        this.listening = LoopRunner.start(pokes, LISTENING, Ticker.system());
        this.pinging = LoopRunner.start(new Pinging(pokes), PINGING, Ticker.system());
    }

    private record Pinging(Pokes pokes) implements Loop {
        @Override
        public String name() {
            return "pokes-ping";
        }

        @Override
        public Did step() {
            pokes.ping();
            return Did.NOTHING;
        }
    }

    /** Refuses a Redis that is not fit, gives one that does not answer yet some time, and waits until it hears of changes. */
    void begin() {
        try {
            awaitFit();
            parts.news().pokes().awaitListening(FIRST_LISTENING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitFit() throws InterruptedException {
        long began = Ticker.system().nanos();
        var never = new CountDownLatch(1);
        boolean fit = false;
        while (!fit) {
            try {
                fitness.check();
                fit = true;
            } catch (DependencyException away) {
                Optional<String> refusal = connections.refusal();
                if (refusal.isPresent()) {
                    throw new DependencyException(new Failure(ErrorCode.INVALID_CONFIG, refusal.get()), away);
                }
                boolean enough = Ticker.system().since(began).compareTo(STARTING) > 0;
                if (enough || !away.failure().code().isRetryable() || never.await(LOOK_AGAIN, TimeUnit.MILLISECONDS)) {
                    throw away;
                }
            }
        }
    }

    /** The ports. */
    Store store() {
        return new Store(
                new RedisQueue(parts),
                new RedisLedger(parts),
                new RedisOutbox(parts),
                new RedisLeases(parts, random),
                new RedisAudit(parts),
                fitness::now,
                this::close);
    }

    @Override
    public void close() {
        parts.news().pokes().close();
        pinging.close();
        listening.close();
        parts.calls().close();
    }
}
