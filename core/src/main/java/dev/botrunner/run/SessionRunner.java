package dev.botrunner.run;

import dev.botrunner.assets.AssetSource;
import dev.botrunner.assets.Hydrator;
import dev.botrunner.link.Answer;
import dev.botrunner.link.SessionLink;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Threads;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.MirroringBus;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Instance;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one session in this process: loads its assets, runs its bot, beats, and sees to it that there is exactly one end:
 * the first reason wins, events are flushed, the end is told, and the exit code says the same. One of these runs once.
 */
public final class SessionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRunner.class);

    /** Another runner may be started 45 s after the last beat: this one has to be gone by then. */
    private static final Duration MOST_SILENCE = Duration.ofSeconds(30);

    private static final Duration GRACE_WITHOUT_LINK = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** A bot whose good-bye took all the time that it has still comes back with its word, if it does so at once. */
    private static final Duration TO_COME_BACK = Duration.ofMillis(500);

    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(3);
    private static final Duration FLUSH = Duration.ofSeconds(5);
    private static final Duration FINISH = Duration.ofSeconds(10);

    /** How long a bot whose session is over has to be out of its room. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final String NOT_BEGUN = "It was told to leave before its assets were loaded";

    /** Who is told to leave while it loads has nobody to say good-bye to: a slow source must not keep it. */
    private enum Step {
        LOADS,
        RUNS,
        LEAVES
    }

    /**
     * One session to run.
     *
     * @param assets where what its persona only names is found
     */
    public record Task(Assignment assignment, SessionLink link, MirroringBus bus, Bot bot, AssetSource assets) {}

    private final Task task;
    private final Ticker ticker;
    private final EndGate gate;
    private final Inbox inbox = new Inbox();
    private final BeatLoop beats;
    private final Chronicle chronicle;
    private final Semaphore never = new Semaphore(0);
    private final AtomicReference<Step> step;
    private volatile Optional<Long> joinedAt = Optional.empty();

    public SessionRunner(Task task, Ticker ticker) {
        this.task = task;
        this.ticker = ticker;
        this.gate = new EndGate(ticker);
        this.step = new AtomicReference<>(isWhole() ? Step.RUNS : Step.LOADS);
        this.beats = new BeatLoop(task.link(), gate, inbox, ticker);
        this.chronicle = new Chronicle(task.bus(), task.assignment(), ticker);
    }

    /** Tells the bot to leave. The first order stands; from any thread. */
    public void leave(EndOrder order) {
        gate.order(order);
    }

    /** Runs it to its end. The bus is flushed and closed then. */
    public ExitCode run(Instance me) throws InterruptedException {
        task.bus().start();
        chronicle.running(me.value());
        var beating = LoopRunner.start(beats, Pace.STANDARD, ticker);
        try {
            watch(Threads.virtual("bot", this::loadAndRun));
            return conclude();
        } finally {
            beating.close();
            task.bus().close();
        }
    }

    private void loadAndRun() {
        try {
            Optional<Hydrator.Hydrated> hydrated = load();
            if (hydrated.isPresent() && mayRun()) {
                beats.assetsReady(isWhole() ? "warm" : "cold");
                gate.returned(task.bot().run(context(hydrated.get())));
            }
        } catch (InterruptedException e) {
            gate.returned(RunnerEnd.failed("bot_crashed", 1, "The bot was interrupted: its good-bye was over"));
        } catch (Throwable e) {
            LOG.atError().setMessage("The bot failed").setCause(e).log();
            gate.returned(RunnerEnd.failed(
                    "bot_crashed", 1, "The bot threw " + e.getClass().getName()));
        }
    }

    private boolean isWhole() {
        return Hydrator.isWhole(task.assignment());
    }

    /** Not any more once it was told to leave while it loaded. */
    private boolean mayRun() {
        return step.compareAndSet(Step.LOADS, Step.RUNS) || step.get() == Step.RUNS;
    }

    private SessionContext context(Hydrator.Hydrated hydrated) {
        return new SessionContext(hydrated, task.link(), task.bus(), gate, inbox, this::joined);
    }

    private Optional<Hydrator.Hydrated> load() throws InterruptedException {
        try {
            return Optional.of(new Hydrator(task.assets()).load(task.assignment()));
        } catch (DependencyException e) {
            ErrorCode code = e.failure().code();
            boolean again = code.isRetryable();
            String reason = code == ErrorCode.ASSET_DAMAGED ? "asset_damaged" : "asset_missing";
            int exit = (again ? ExitCode.TRY_AGAIN : ExitCode.WRONG_CONFIGURATION).number();
            gate.returned(RunnerEnd.failed(
                    again ? "assets_unavailable" : reason, exit, e.failure().detail()));
            return Optional.empty();
        }
    }

    private void joined() {
        if (joinedAt.isEmpty()) {
            joinedAt = Optional.of(ticker.nanos());
            beats.joined();
            chronicle.joined();
        }
    }

    /** Until the bot has returned, or has had all the time that it was given. */
    private void watch(Thread bot) throws InterruptedException {
        boolean told = false;
        while (!gate.hasReturned() && !gate.isOver()) {
            long seen = gate.version();
            keepDates();
            if (!told && gate.order().isPresent()) {
                told = true;
                inbox.hurry();
                chronicle.ending(gate.order().get());
                if (step.compareAndSet(Step.LOADS, Step.LEAVES)) {
                    gate.returned(new RunnerEnd(true, "done", OptionalInt.of(0), Optional.of(NOT_BEGUN)));
                    break;
                }
            }
            Duration left = gate.graceLeft().map(TO_COME_BACK::plus).orElse(LOOK_AGAIN);
            if (left.isNegative() || left.isZero()) {
                break;
            }
            gate.awaitChange(seen, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
        inbox.hurry();
        if (gate.isOver()) {
            gate.order(new EndOrder("superseded", Duration.ZERO));
            bot.join(AT_ONCE);
        }
        bot.interrupt();
        bot.join(AFTER_INTERRUPT);
    }

    /** What this runner sees to by itself: its maximum, and that it is gone before another one may come. */
    private void keepDates() {
        Optional<Long> since = joinedAt;
        if (since.isPresent()
                && ticker.since(since.get()).compareTo(task.assignment().maxDuration()) >= 0) {
            gate.order(new EndOrder(
                    EndGate.MAX_DURATION, task.assignment().spec().terms().goodBye()));
        }
        boolean fenced = task.assignment().spec().terms().onCrash() == OnCrash.RELAUNCH;
        if (fenced && beats.silence().compareTo(MOST_SILENCE) >= 0) {
            Duration goodBye = task.assignment().spec().terms().goodBye();
            gate.order(new EndOrder(
                    EndGate.LINK_LOST, goodBye.compareTo(GRACE_WITHOUT_LINK) < 0 ? goodBye : GRACE_WITHOUT_LINK));
        }
    }

    private ExitCode conclude() throws InterruptedException {
        return switch (gate.close()) {
            case EndGate.End.Over _ -> ExitCode.SUPERSEDED;
            case EndGate.End.Word(RunnerEnd word, ExitCode code) -> {
                chronicle.ended(word, gate.order());
                if (!task.bus().flush(FLUSH)) {
                    LOG.atWarn()
                            .setMessage("Not all events could be sent before the end")
                            .addKeyValue("lost", task.bus().lost())
                            .log();
                }
                yield finish(word) ? code : ExitCode.SUPERSEDED;
            }
        };
    }

    /** True: it was told, or nobody could be told. */
    private boolean finish(RunnerEnd word) throws InterruptedException {
        long began = ticker.nanos();
        while (true) {
            try {
                return task.link().finish(word).answer() == Answer.GO_ON;
            } catch (DependencyException e) {
                if (ticker.since(began).compareTo(FINISH) >= 0) {
                    LOG.atWarn()
                            .setMessage("The end could not be told to the control server")
                            .addKeyValue("failure", e.failure().code())
                            .log();
                    return true;
                }
                pause();
            }
        }
    }

    /** Nobody gives a permit: a pause that can be interrupted. */
    private void pause() throws InterruptedException {
        never.tryAcquire(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
    }
}
