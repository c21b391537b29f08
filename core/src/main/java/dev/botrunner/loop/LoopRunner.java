package dev.botrunner.loop;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a loop a virtual thread: steps it, pauses when it has nothing to do or fails, and says how it is. A failure
 * never ends a loop and is logged once for a row of them; an {@link Error} ends it, and its health tells.
 */
public final class LoopRunner implements Health.Check, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopRunner.class);

    /** How long a step may go on after {@link #stop} before {@link #close} interrupts it. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private enum State {
        NEW,
        STEPPING,
        PAUSING,
        FINISHED,
        BROKEN
    }

    private final Loop loop;
    private final Pace pace;
    private final Ticker ticker;
    private final Backoff idle;
    private final Backoff failing;

    /** Guards {@code stopping} and {@code thread}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition stopped = lock.newCondition();
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile State state = State.NEW;
    private volatile long since;
    private volatile String failure = "";

    public LoopRunner(Loop loop, Pace pace, Ticker ticker) {
        this.loop = loop;
        this.pace = pace;
        this.ticker = ticker;
        var random = new SplittableRandom();
        this.idle = new Backoff(pace.idle(), pace.idleMost(), random);
        this.failing = new Backoff(pace.failed(), pace.failedMost(), random);
    }

    public static LoopRunner start(Loop loop, Pace pace, Ticker ticker) {
        return new LoopRunner(loop, pace, ticker).start();
    }

    public LoopRunner start() {
        lock.lock();
        try {
            if (thread != null) {
                throw new IllegalStateException("The loop " + loop.name() + " was started already");
            }
            enter(State.STEPPING);
            thread = Threads.virtual("loop-" + loop.name(), this::run);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Asks it to end after its present step. Does not wait. */
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its end; true if it has come, or the loop was never started. */
    public boolean join(Duration atMost) throws InterruptedException {
        Thread running = running();
        return running == null || running.join(atMost);
    }

    /** Stops, waits for the step, interrupts it when it takes too long. */
    @Override
    public void close() {
        stop();
        try {
            if (join(PATIENCE)) {
                return;
            }
            interrupt();
            if (!join(LAST_PATIENCE)) {
                LOG.atWarn()
                        .setMessage("A loop did not end when it was interrupted")
                        .addKeyValue("loop", loop.name())
                        .log();
            }
        } catch (InterruptedException _) {
            interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Health.Status now() {
        return switch (state) {
            case NEW -> new Health.Status.Down("Not started");
            case FINISHED -> Health.UP;
            case BROKEN -> new Health.Status.Down("Ended by an error: " + failure);
            case STEPPING, PAUSING -> living();
        };
    }

    private Health.Status living() {
        Duration inStep = ticker.since(since);
        if (state == State.STEPPING && inStep.compareTo(pace.stuckAfter()) > 0) {
            return new Health.Status.Down("Its step has taken " + inStep.toSeconds() + " s so far");
        }
        String why = failure;
        return why.isEmpty() ? Health.UP : new Health.Status.Down(why);
    }

    private @Nullable Thread running() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt() {
        Thread running = running();
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        State last = State.BROKEN;
        try {
            while (!stopping && again()) {}
            last = State.FINISHED;
        } catch (InterruptedException _) {
            last = State.FINISHED;
        } catch (Error e) {
            failure = e.toString();
            throw e;
        } finally {
            enter(last);
        }
    }

    private boolean again() throws InterruptedException {
        enter(State.STEPPING);
        long began = since;
        Loop.Did did;
        try {
            did = loop.step();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failed(e);
            pause(failing.next());
            return true;
        }
        recovered();
        switch (did) {
            case WORK -> idle.reset();
            case NOTHING -> pause(idle.next().minus(ticker.since(began)));
            case FINISHED -> {
                return false;
            }
        }
        return true;
    }

    private void failed(Exception e) {
        boolean first = failure.isEmpty();
        failure = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!first) {
            LOG.atDebug()
                    .setMessage("A loop's step failed again")
                    .addKeyValue("loop", loop.name())
                    .setCause(e)
                    .log();
            return;
        }
        // What the JDK throws is a mistake of ours; what we throw ourselves is a dependency that failed.
        boolean mistake = e.getClass().getName().startsWith("java.");
        var line = mistake ? LOG.atError().setCause(e) : LOG.atWarn();
        line.setMessage("A loop's step failed; it is tried again, and the next failures are not told")
                .addKeyValue("loop", loop.name())
                .addKeyValue("failure", failure)
                .log();
    }

    private void recovered() {
        if (!failure.isEmpty()) {
            failure = "";
            failing.reset();
            LOG.atInfo()
                    .setMessage("A loop's steps go well again")
                    .addKeyValue("loop", loop.name())
                    .log();
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        if (pause.isNegative() || pause.isZero()) {
            return;
        }
        enter(State.PAUSING);
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            while (!stopping && left > 0) {
                left = stopped.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter(State next) {
        since = ticker.nanos();
        state = next;
    }
}
