package dev.botrunner.run;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Sessions run in a test. */
final class Runs {

    static final Duration GOOD_BYE = Duration.ofSeconds(20);
    static final SessionId ID = new SessionId("01k0000000000000000000000a");

    private Runs() {}

    static Assignment assignment(OnCrash onCrash) {
        var terms = new Terms(3, Duration.ofSeconds(60), Duration.ofHours(1), GOOD_BYE, onCrash);
        var spec = new SessionSpec(
                ID,
                Tenant.DEFAULT,
                new BotName("echo"),
                Room.ofKey("https://meet.example/a"),
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                terms,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of(), Duration.ofHours(1));
    }

    static SessionRunner runner(Assignment assignment, TwinLink link, Ticker ticker, Bot bot) {
        return runner(assignment, link, ticker, bot, MirroringBus.Lifecycle.LEFT_OUT);
    }

    /** Whose persona is only named, so that assets have to be loaded. */
    static Assignment named() {
        Assignment whole = assignment(OnCrash.END);
        SessionSpec spec = whole.spec();
        var persona = new Persona(
                Optional.of(Json.obj().put("personality_id", "ada").build()),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec.with(persona), 1, Optional.empty(), Map.of(), Duration.ofHours(1));
    }

    static SessionRunner runner(Assignment assignment, TwinLink link, Ticker ticker, Bot bot, AssetSource assets) {
        return new SessionRunner(task(assignment, link, bot, MirroringBus.Lifecycle.LEFT_OUT, assets), ticker);
    }

    static SessionRunner runner(
            Assignment assignment, TwinLink link, Ticker ticker, Bot bot, MirroringBus.Lifecycle lifecycle) {
        return new SessionRunner(task(assignment, link, bot, lifecycle, _ -> Optional.empty()), ticker);
    }

    private static SessionRunner.Task task(
            Assignment assignment, TwinLink link, Bot bot, MirroringBus.Lifecycle lifecycle, AssetSource assets) {
        var author = new Author(
                assignment.spec().id(),
                assignment.attempt(),
                assignment.spec().tenant(),
                assignment.spec().bot(),
                Optional.empty());
        var local = new LocalBus(author, Ticker.system(), new SplittableRandom(1));
        var bus = new MirroringBus(local, link, lifecycle, Ticker.system());
        return new SessionRunner.Task(assignment, link, bus, bot, assets);
    }

    static FutureTask<ExitCode> start(SessionRunner runner) {
        var running = new FutureTask<>(() -> runner.run(new Instance("runner-1")));
        Threads.virtual("session-runner", running);
        return running;
    }

    static ExitCode await(FutureTask<ExitCode> running) throws InterruptedException {
        try {
            return running.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("The session did not end", e);
        }
    }
}
