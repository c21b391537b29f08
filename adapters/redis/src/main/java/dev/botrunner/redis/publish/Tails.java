package dev.botrunner.redis.publish;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tails of one transport, each with a loop of its own. From any thread. */
final class Tails implements AutoCloseable {

    private static final Pace PACE = new Pace(
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));

    private final Ticker ticker;
    private final CopyOnWriteArrayList<Subscription> running = new CopyOnWriteArrayList<>();

    Tails(Ticker ticker) {
        this.ticker = ticker;
    }

    /** @param breakOff makes a step that is under way come back */
    Subscription start(Loop tail, Runnable breakOff) {
        LoopRunner runner = LoopRunner.start(tail, PACE, ticker);
        Subscription subscription = () -> {
            breakOff.run();
            runner.close();
        };
        running.add(subscription);
        return () -> {
            running.remove(subscription);
            subscription.close();
        };
    }

    @Override
    public void close() {
        running.forEach(Subscription::close);
    }
}
