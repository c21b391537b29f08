package dev.botrunner.redis.queue;

import dev.botrunner.e2e.flow.SimStore;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.Optional;

/** The store over a real Redis, whose scripts take the schedule's clock for the time. It lies here to reach that clock. */
public final class SteppedRedis implements SimStore {

    private static final String DELETE =
            "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end";

    private final RedisServer server;
    private final String prefix;
    private final Store store;

    /** @param prefix another one for each schedule */
    public SteppedRedis(RedisServer server, String prefix, Caps caps, ManualTicker ticker) {
        this.server = server;
        this.prefix = prefix;
        this.store = RedisStoreProvider.open(
                new StoreProvider.Options(
                        server.url(),
                        caps,
                        ticker,
                        RECORD_TTL,
                        new StoreProvider.Keeping(Durability.NONE, Optional.empty(), prefix)),
                Scripts.StoreClock.of(ticker::now));
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void forget() {
        server.call("EVAL", DELETE, "0", "{" + prefix + ":q}:*");
    }

    @Override
    public void close() {
        store.close();
        forget();
    }
}
