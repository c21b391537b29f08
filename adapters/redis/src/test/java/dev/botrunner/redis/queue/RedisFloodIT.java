package dev.botrunner.redis.queue;

import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.contracts.FloodContract;
import dev.botrunner.testkit.contracts.StoreUnderTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRedis.class)
final class RedisFloodIT extends FloodContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new RedisUnderTest(SharedRedis.server(), caps);
    }
}
