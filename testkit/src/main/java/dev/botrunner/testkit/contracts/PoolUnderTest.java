package dev.botrunner.testkit.contracts;

import dev.botrunner.launch.PoolPods;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import java.time.Instant;

/** Pods of pools, with a hand on the cluster behind them. */
public interface PoolUnderTest extends AutoCloseable {

    PoolPods pods();

    /** It has come so far. */
    void become(PoolPod pod, Stage stage, Instant since);

    /** From now on the bot's profile says something else of its pods. */
    void changeProfile();

    @Override
    void close();
}
