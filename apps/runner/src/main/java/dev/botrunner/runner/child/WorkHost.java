package dev.botrunner.runner.child;

import dev.botrunner.link.WorkerLink;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.Worker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** A worker at work in this process: its loops, and the children that it starts. */
public final class WorkHost implements AutoCloseable {

    /** What a warm child says when it is. */
    private static final String READY = "ready";

    private final Worker worker;
    private final WarmPool warm;
    private final ChildFolders folders = ChildFolders.ofTheSystem();
    private final LoopRunner claiming;
    private final LoopRunner reporting;
    private final LoopRunner reaping;
    private final LoopRunner warming;

    /**
     * @param bots which it can run; asked before each claim
     * @param slots how many sessions at once
     * @param warm how many children wait
     * @param warmPause how long nothing must have been started before the warm ones are refilled; never, where it is
     *     longer than the worker lives
     */
    public record Settings(Instance me, Supplier<Set<BotName>> bots, int slots, int warm, Duration warmPause) {}

    private WorkHost(Settings settings, JavaCommand command, WorkerLink link, Ticker ticker) {
        this.warm = new WarmPool(
                () -> JavaChild.start(command, true, folders.fresh()),
                READY,
                settings.warm(),
                settings.warmPause(),
                ticker);
        this.worker = new Worker(
                new Worker.Settings(settings.me(), settings.bots(), settings.slots()),
                link,
                new ProcessStarter(command, warm, folders),
                ticker);
        this.warming = new LoopRunner(warm, Pace.STANDARD, ticker);
        this.claiming = new LoopRunner(worker, Pace.STANDARD, ticker);
        this.reporting = new LoopRunner(worker.exits(), Pace.STANDARD, ticker);
        this.reaping = new LoopRunner(worker.reaper(), Pace.STANDARD, ticker);
    }

    /** @param link whatever way to the control server; children go by the command's URL */
    public static WorkHost start(Settings settings, JavaCommand command, WorkerLink link, Ticker ticker) {
        var host = new WorkHost(settings, command, link, ticker);
        host.folders.sweep();
        host.warming.start();
        host.claiming.start();
        host.reporting.start();
        host.reaping.start();
        return host;
    }

    /** How many sessions run. */
    public int busy() {
        return worker.busy();
    }

    /** How many children wait warm. */
    public int waiting() {
        return warm.waiting();
    }

    /** Takes nothing more; over when the last child has gone. */
    public void drain() {
        warm.close();
        worker.drain();
    }

    /** Asks all children to leave, and kills those that are still there so much later. */
    public void endAll(Duration grace) {
        warm.close();
        worker.endAll(grace);
    }

    /** True: it was drained, its children are gone, and their exits are reported. */
    public boolean join(Duration atMost) throws InterruptedException {
        return claiming.join(atMost) && reporting.join(atMost);
    }

    /** Stops at once and leaves the children that run alone: they live by their own link. */
    @Override
    public void close() {
        warm.close();
        claiming.close();
        reporting.close();
        reaping.close();
        warming.close();
        folders.close();
    }
}
