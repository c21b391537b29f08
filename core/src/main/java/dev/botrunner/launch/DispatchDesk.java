package dev.botrunner.launch;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Store;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * What the dispatchers of one control server share. There are as many of them as launches may be under way at once; two
 * at a time look for work, so that one join does not wake them all.
 *
 * @param me names this control server's process
 * @param idleWait how long a step waits for work when there is none
 */
public record DispatchDesk(
        Store store,
        Lifecycle rules,
        Launchers launchers,
        Instance me,
        Ticker ticker,
        Duration idleWait,
        Brakes brakes) {

    /** What holds launches back: few look for work at once, few launch where the cluster says so, none for some bots. */
    record Brakes(Semaphore turns, LaunchLimit limit, Circuits circuits) {}

    private static final int LOOKING = 2;
    private static final int PREFIX = 96;

    public DispatchDesk(
            Store store, Lifecycle rules, Launchers launchers, Instance me, Ticker ticker, Duration idleWait) {
        this(store, rules, launchers, me, ticker, idleWait, brakes(ticker));
    }

    private static Brakes brakes(Ticker ticker) {
        return new Brakes(new Semaphore(LOOKING), new LaunchLimit(ticker), new Circuits(ticker));
    }

    /** @param concurrency how many launches may be under way at once */
    public List<Loop> dispatchers(int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("At least one launch must be allowed at a time, not " + concurrency);
        }
        brakes.limit().allow(concurrency);
        return IntStream.range(0, concurrency)
                .<Loop>mapToObj(number -> new Dispatcher(this, number))
                .toList();
    }

    /** Whether the cluster takes fewer launches at once than it may be given. */
    public boolean isHeldBack() {
        return brakes.limit().isHeldBack();
    }

    /** How the ids of our requests begin: the end of the instance, since that is where it is random. */
    String requests() {
        String name = me.value();
        return name.substring(Math.max(0, name.length() - PREFIX));
    }
}
