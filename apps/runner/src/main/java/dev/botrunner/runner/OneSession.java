package dev.botrunner.runner;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.AssetSources;
import dev.botrunner.assets.Hydrator;
import dev.botrunner.link.SessionLink;
import dev.botrunner.loop.Signals;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.run.AloneLink;
import dev.botrunner.run.Bot;
import dev.botrunner.run.EndGate;
import dev.botrunner.run.EndOrder;
import dev.botrunner.run.ExitCode;
import dev.botrunner.run.SessionRunner;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Instance;
import dev.botrunner.session.RunnerEnd;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/** Puts a runner together for its one session, and lets it go on until its end. */
final class OneSession {

    private final Instance me;
    private final Ticker ticker;

    OneSession(Instance me, Ticker ticker) {
        this.me = me;
        this.ticker = ticker;
    }

    /**
     * @param bot may throw a {@link DependencyException}, which becomes the session's end
     * @param assets URLs that take the place of the profile's; none: the profile's
     */
    ExitCode withLink(Assignment assignment, SessionLink link, Supplier<Bot> bot, List<String> assets)
            throws InterruptedException {
        return withLink(assignment, link, link.events(), bot, assets);
    }

    /** With another way for its events than the link. */
    ExitCode withLink(
            Assignment assignment, SessionLink link, EventOutlet events, Supplier<Bot> bot, List<String> assets)
            throws InterruptedException {
        return run(assignment, link, events, MirroringBus.Lifecycle.LEFT_OUT, bot, assets);
    }

    ExitCode alone(Assignment assignment, EventOutlet events, Supplier<Bot> bot) throws InterruptedException {
        var link = new AloneLink(events);
        return run(assignment, link, events, MirroringBus.Lifecycle.MIRRORED, bot, List.of());
    }

    private ExitCode run(
            Assignment assignment,
            SessionLink link,
            EventOutlet events,
            MirroringBus.Lifecycle lifecycle,
            Supplier<Bot> bot,
            List<String> assets)
            throws InterruptedException {
        var spec = assignment.spec();
        var author = new Author(spec.id(), assignment.attempt(), spec.tenant(), spec.bot(), spec.traceparent());
        var local = new LocalBus(author, ticker, new SecureRandom());
        var bus = new MirroringBus(local, events, lifecycle, ticker);
        List<String> urls = assets.isEmpty() ? spec.supply().assets() : assets;
        var task = new SessionRunner.Task(assignment, link, bus, opened(bot), source(assignment, urls));
        var runner = new SessionRunner(task, ticker);
        var order = new EndOrder(EndGate.EVICTED, spec.terms().goodBye());
        Signals.listen(Signals.LEAVE, _ -> runner.leave(order));
        return runner.run(me);
    }

    /** A bot that cannot be made ends its session with the reason. */
    private static Bot opened(Supplier<Bot> bot) {
        try {
            return bot.get();
        } catch (DependencyException e) {
            var end = RunnerEnd.failed(
                    "invalid_config",
                    ExitCode.WRONG_CONFIGURATION.number(),
                    e.failure().detail());
            return _ -> end;
        }
    }

    /** What is not needed is not opened; what cannot be opened fails when it is needed. */
    private static AssetSource source(Assignment assignment, List<String> urls) {
        if (Hydrator.isWhole(assignment)) {
            return new AssetSources(List.of());
        }
        return key -> AssetSources.open(urls).fetch(key);
    }
}
