package dev.botrunner.redis.queue;

import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.redis.RedisTimes;
import dev.botrunner.redis.RedisUrl;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/** Opens {@code redis:}, {@code rediss:}, {@code redis-sentinel:} and {@code redis-cluster:} as the queue. */
public final class RedisStoreProvider implements StoreProvider {

    @Override
    public Set<String> schemes() {
        return RedisUrl.SCHEMES;
    }

    @Override
    public void check(String url) {
        RedisUrl.parse(url);
    }

    @Override
    public Store open(Options options) {
        return open(options, Scripts.StoreClock.OF_REDIS);
    }

    /**
     * A store whose scripts take this for the time, to the millisecond, and not what Redis says: for simulations, in which
     * all that has to do with one Redis must have the same clock.
     */
    public static Store simulated(Options options, Supplier<Instant> clock) {
        return open(options, Scripts.StoreClock.of(clock));
    }

    static Store open(Options options, Scripts.StoreClock clock) {
        try {
            RedisUrl url = RedisUrl.parse(options.url())
                    .withPasswordFile(options.keeping().passwordFile());
            var keys = new RedisKeys(options.keeping().prefix());
            var connections = new RedisConnections(url, keys.tag(), RedisTimes.STANDARD);
            return begun(new RedisStore(connections, keys, options, clock));
        } catch (IllegalArgumentException e) {
            throw new DependencyException(
                    new Failure(ErrorCode.INVALID_CONFIG, "The queue cannot be opened: " + e.getMessage()), e);
        }
    }

    private static Store begun(RedisStore store) {
        try {
            store.begin();
            return store.store();
        } catch (RuntimeException unfit) {
            store.close();
            throw unfit;
        }
    }
}
