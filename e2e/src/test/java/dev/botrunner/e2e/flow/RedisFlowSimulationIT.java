package dev.botrunner.e2e.flow;

import dev.botrunner.redis.queue.SteppedRedis;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same schedules over the scripts of a real Redis: fewer, since each call is a round trip. {@code
 * -Dflow.redis.schedules=N} plays more.
 */
class RedisFlowSimulationIT {

    private static final int SCHEDULES = 15;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    @Timeout(600)
    void everyAcceptedJoinEndsOnceOverTheRealScriptsToo() {
        try (RedisServer server = RedisServer.start()) {
            new Schedules((caps, ticker, _) -> new SteppedRedis(server, "sim" + made.incrementAndGet(), caps, ticker))
                    .play(Integer.getInteger("flow.redis.schedules", SCHEDULES));
        }
    }
}
