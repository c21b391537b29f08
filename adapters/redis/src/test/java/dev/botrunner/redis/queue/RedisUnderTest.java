package dev.botrunner.redis.queue;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.contracts.StoreUnderTest;
import dev.botrunner.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The store over a real Redis, under a prefix of its own so that tests may run at once, whose scripts take the test's clock
 * for the time.
 */
final class RedisUnderTest implements StoreUnderTest {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final String DELETE =
            "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end";

    private final String prefix = "t" + MADE.incrementAndGet();
    private final ManualTicker ticker = new ManualTicker();
    private final RedisServer server;
    private final Store store;

    RedisUnderTest(RedisServer server, Caps caps) {
        this.server = server;
        store = RedisStoreProvider.open(
                new StoreProvider.Options(
                        server.url(),
                        caps,
                        ticker,
                        Duration.ofDays(3),
                        new StoreProvider.Keeping(Durability.NONE, Optional.empty(), prefix)),
                Scripts.StoreClock.of(ticker::now));
    }

    @Override
    public Store store() {
        return store;
    }

    RedisKeys keys() {
        return new RedisKeys(prefix);
    }

    /** What all its keys begin with. */
    String root() {
        return keys().root();
    }

    /** What its scripts take for the time. */
    String millis() {
        return Long.toString(ticker.now().toEpochMilli());
    }

    @Override
    public void advance(Duration by) {
        ticker.advance(by);
    }

    @Override
    public void forget() {
        server.call("EVAL", DELETE, "0", root() + "*");
    }

    @Override
    public void close() {
        store.close();
        forget();
    }
}
