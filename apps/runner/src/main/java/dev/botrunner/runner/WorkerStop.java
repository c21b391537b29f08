package dev.botrunner.runner;

import dev.botrunner.loop.Ticker;
import dev.botrunner.runner.child.WorkHost;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** How a worker stops: asked once it takes nothing more and waits; asked again, or too late, it ends its children. */
final class WorkerStop {

    private final WorkHost host;
    private final Optional<Duration> patience;
    private final Supplier<Duration> goodBye;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Long> asked = Optional.empty();
    private boolean ending;

    /** @param patience how long to wait for sessions; absent: as long as they last */
    WorkerStop(WorkHost host, Optional<Duration> patience, Supplier<Duration> goodBye, Ticker ticker) {
        this.host = host;
        this.patience = patience;
        this.goodBye = goodBye;
        this.ticker = ticker;
    }

    void asked() {
        lock.lock();
        try {
            if (asked.isEmpty()) {
                asked = Optional.of(ticker.nanos());
                host.drain();
            } else {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called from time to time. */
    void keepTime() {
        lock.lock();
        try {
            boolean late = asked.isPresent()
                    && patience.isPresent()
                    && ticker.since(asked.get()).compareTo(patience.get()) >= 0;
            if (late) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        if (!ending) {
            ending = true;
            host.endAll(goodBye.get());
        }
    }
}
