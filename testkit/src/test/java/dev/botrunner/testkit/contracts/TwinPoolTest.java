package dev.botrunner.testkit.contracts;

import dev.botrunner.launch.PoolPods;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.TwinPods;
import java.time.Instant;

class TwinPoolTest extends PoolContract {

    @Override
    protected PoolUnderTest open(ManualTicker clock) {
        var pods = new TwinPods(clock);
        return new PoolUnderTest() {
            @Override
            public PoolPods pods() {
                return pods;
            }

            @Override
            public void become(PoolPod pod, Stage stage, Instant since) {
                pods.become(pod, stage, since);
            }

            @Override
            public void changeProfile() {
                pods.changeProfile();
            }

            @Override
            public void close() {}
        };
    }
}
