package dev.botrunner.redis.queue;

import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.contracts.PodClaimsContract;
import dev.botrunner.testkit.contracts.StoreUnderTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRedis.class)
final class RedisPodClaimsIT extends PodClaimsContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new RedisUnderTest(SharedRedis.server(), caps);
    }
}
