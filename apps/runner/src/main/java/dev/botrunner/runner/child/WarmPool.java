package dev.botrunner.runner.child;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Children that were started beforehand and wait for their one ticket. Refilled one at a time, and only after nothing was
 * taken for a while: a start always comes first. A crash of the worker ends those that wait, and no other.
 */
final class WarmPool implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);

    private final Supplier<JavaChild> starter;
    private final String ready;
    private final int size;
    private final Duration pause;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<JavaChild> waiting = new ArrayDeque<>();
    private Optional<JavaChild> coming = Optional.empty();
    private Optional<Long> taken = Optional.empty();
    private boolean closed;

    /**
     * @param ready what a child says when it is warm
     * @param pause how long nothing must have been taken before one is started
     */
    WarmPool(Supplier<JavaChild> starter, String ready, int size, Duration pause, Ticker ticker) {
        this.starter = starter;
        this.ready = ready;
        this.size = size;
        this.pause = pause;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "warm";
    }

    /** One that is alive and warm. */
    Optional<JavaChild> take() {
        lock.lock();
        try {
            taken = Optional.of(ticker.nanos());
            for (JavaChild child = waiting.poll(); child != null; child = waiting.poll()) {
                if (child.isAlive()) {
                    return Optional.of(child);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            waiting.removeIf(child -> !child.isAlive());
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Starts one where one is missing, and waits until it is warm. */
    @Override
    public Did step() throws InterruptedException {
        if (!isTimeToStart()) {
            return isClosed() ? Did.FINISHED : Did.NOTHING;
        }
        JavaChild child;
        try {
            child = starter.get();
        } catch (DependencyException e) {
            LOG.atWarn()
                    .setMessage("No child could be started in advance")
                    .setCause(e)
                    .log();
            return Did.NOTHING;
        }
        if (!announce(child)) {
            child.dismiss();
            return Did.FINISHED;
        }
        boolean warm = child.awaitReady(ready);
        lock.lock();
        try {
            coming = Optional.empty();
            if (warm && !closed) {
                waiting.add(child);
                return Did.WORK;
            }
        } finally {
            lock.unlock();
        }
        child.dismiss();
        if (isClosed()) {
            return Did.FINISHED;
        }
        // a failure, so that the next one is started later and later, and not as fast as processes can die
        throw new DependencyException(new Failure(
                ErrorCode.LAUNCHER_UNAVAILABLE, "A child that was started in advance ended before it was warm"));
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTimeToStart() {
        lock.lock();
        try {
            waiting.removeIf(child -> !child.isAlive());
            boolean quiet = taken.isEmpty() || ticker.since(taken.get()).compareTo(pause) >= 0;
            return !closed && quiet && waiting.size() < size;
        } finally {
            lock.unlock();
        }
    }

    private boolean announce(JavaChild child) {
        lock.lock();
        try {
            coming = Optional.of(child);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Those that wait are not wanted any more. */
    void close() {
        Deque<JavaChild> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayDeque<>(waiting);
            coming.ifPresent(all::add);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(JavaChild::dismiss);
    }
}
