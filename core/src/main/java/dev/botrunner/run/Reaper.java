package dev.botrunner.run;

import dev.botrunner.loop.Loop;
import java.time.Duration;

/** Kills those of a worker's children that do not go when they must. Asks nobody, so that nothing slow delays it. */
final class Reaper implements Loop {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Children children;
    private final Worker worker;

    Reaper(Children children, Worker worker) {
        this.children = children;
        this.worker = worker;
    }

    @Override
    public String name() {
        return "reaper";
    }

    @Override
    public Did step() throws InterruptedException {
        if (worker.isOver()) {
            return Did.FINISHED;
        }
        children.awaitOrders(LOOK_AGAIN);
        children.killTheLate();
        return Did.WORK;
    }
}
