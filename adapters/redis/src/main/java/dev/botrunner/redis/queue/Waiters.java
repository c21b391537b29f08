package dev.botrunner.redis.queue;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Those who wait for something to do. A poke may be lost, so each looks for itself when it comes, and now and then. One
 * session that came into a line is work for one: that poke wakes the one who has waited longest, and is handed on by
 * whoever leaves without having used it. From any thread.
 */
final class Waiters {

    private final ReentrantLock lock = new ReentrantLock();

    /** Longest waiting first. */
    private final List<Waiter> waiting = new ArrayList<>();

    private final long lookEvery;

    /** @param lookEvery how long a waiter trusts that it would be poked */
    Waiters(Duration lookEvery) {
        this.lookEvery = lookEvery.toNanos();
    }

    /** What somebody waits for: work for bots, or else events. */
    private final class Waiter {
        private final Set<BotName> bots;
        private final Condition poked = lock.newCondition();
        private boolean woken;

        private Waiter(Set<BotName> bots) {
            this.bots = Set.copyOf(bots);
        }

        private void wake() {
            woken = true;
            poked.signal();
        }

        private boolean sharesWorkWith(Waiter other) {
            return bots.stream().anyMatch(other.bots::contains);
        }
    }

    /**
     * True at once where there is some, and as soon as a poke says so.
     *
     * @param offered asks the store
     */
    boolean awaitWork(Set<BotName> bots, Duration atMost, BooleanSupplier offered) throws InterruptedException {
        var waiter = new Waiter(bots);
        long until = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        enter(waiter);
        try {
            while (true) {
                if (offered.getAsBoolean()) {
                    // It was there before us: whoever was told of it may have left it for another.
                    handOn(waiter);
                    return true;
                }
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (sleep(waiter, left)) {
                    return true;
                }
            }
        } finally {
            leave(waiter);
        }
    }

    /** True once they were found: looked for at once and after each poke. */
    boolean awaitEvents(Duration atMost, BooleanSupplier found) throws InterruptedException {
        var waiter = new Waiter(Set.of());
        long until = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        enter(waiter);
        try {
            while (!found.getAsBoolean()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                sleep(waiter, left);
            }
            return true;
        } finally {
            leave(waiter);
        }
    }

    /** There is one more to be taken for this bot. */
    void work(String bot) {
        lock.lock();
        try {
            waiting.stream()
                    .filter(waiter -> !waiter.woken
                            && waiter.bots.stream().anyMatch(name -> name.name().equals(bot)))
                    .findFirst()
                    .ifPresent(Waiter::wake);
        } finally {
            lock.unlock();
        }
    }

    /** There may be something for anybody. */
    void anyWork() {
        lock.lock();
        try {
            waiting.stream().filter(waiter -> !waiter.bots.isEmpty()).forEach(Waiter::wake);
        } finally {
            lock.unlock();
        }
    }

    void events() {
        lock.lock();
        try {
            waiting.stream().filter(waiter -> waiter.bots.isEmpty()).forEach(Waiter::wake);
        } finally {
            lock.unlock();
        }
    }

    private void enter(Waiter waiter) {
        lock.lock();
        try {
            waiting.add(waiter);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            waiting.remove(waiter);
            if (waiter.woken) {
                handOn(waiter);
            }
        } finally {
            lock.unlock();
        }
    }

    private void handOn(Waiter from) {
        lock.lock();
        try {
            waiting.stream()
                    .filter(waiter -> !waiter.equals(from) && !waiter.woken && waiter.sharesWorkWith(from))
                    .findFirst()
                    .ifPresent(Waiter::wake);
        } finally {
            lock.unlock();
        }
    }

    /** True: poked. */
    private boolean sleep(Waiter waiter, long atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Math.min(atMost, lookEvery);
            while (!waiter.woken && left > 0) {
                left = waiter.poked.awaitNanos(left);
            }
            boolean poked = waiter.woken;
            waiter.woken = false;
            return poked;
        } finally {
            lock.unlock();
        }
    }
}
