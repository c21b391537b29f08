package dev.botrunner.redis.queue;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

        /** For which of them it was woken, where that is one's turn only. */
        private Optional<BotName> turn = Optional.empty();

        private Waiter(Set<BotName> bots) {
            this.bots = Set.copyOf(bots);
        }

        private void wake(Optional<BotName> bot) {
            woken = true;
            turn = bot;
            poked.signal();
        }
    }

    /**
     * True at once where there is some, and as soon as a poke says so.
     *
     * @param offered asks the store, which says for whom
     */
    boolean awaitWork(Set<BotName> bots, Duration atMost, Supplier<Optional<BotName>> offered)
            throws InterruptedException {
        var waiter = new Waiter(bots);
        long until = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        enter(waiter);
        try {
            while (true) {
                Optional<BotName> bot = offered.get();
                if (bot.isPresent()) {
                    // It was there before us: whoever was told of it may have left it for another.
                    wakeNext(waiter, bot.get());
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
    void work(BotName bot) {
        wakeNext(null, bot);
    }

    /** There may be something for anybody. */
    void anyWork() {
        lock.lock();
        try {
            waiting.stream().filter(waiter -> !waiter.bots.isEmpty()).forEach(waiter -> waiter.wake(Optional.empty()));
        } finally {
            lock.unlock();
        }
    }

    void events() {
        lock.lock();
        try {
            waiting.stream().filter(waiter -> waiter.bots.isEmpty()).forEach(waiter -> waiter.wake(Optional.empty()));
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
                waiter.turn.ifPresent(bot -> wakeNext(waiter, bot));
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext(@Nullable Waiter but, BotName bot) {
        lock.lock();
        try {
            waiting.stream()
                    .filter(waiter -> !waiter.equals(but) && !waiter.woken && waiter.bots.contains(bot))
                    .findFirst()
                    .ifPresent(waiter -> waiter.wake(Optional.of(bot)));
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
