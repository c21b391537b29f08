package dev.botrunner.testkit.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Collects what happens on other threads, in order, and lets a test wait for it. Waiting has a limit, which is a guard
 * against a test that hangs and says nothing about how long anything may take: it counts while nothing happens. From any
 * thread.
 */
public final class Probe<T> {

    private static final int SHOWN = 40;

    private final Duration guard;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<T> seen = new ArrayList<>();
    private boolean over;

    /** @param guard how long nothing may happen before a test that waits fails */
    public Probe(Duration guard) {
        this.guard = guard;
    }

    public void add(T event) {
        change(() -> seen.add(event));
    }

    /** Nothing more will come: whoever waits in vain is told at once. */
    public void end() {
        change(() -> over = true);
    }

    public boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** All so far. */
    public List<T> seen() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** The first that fits, whether it has happened yet or not. */
    public T await(String what, Predicate<? super T> wanted) {
        return waitFor(what, all -> all.stream().filter(wanted).findFirst());
    }

    /** All, once they are as wanted together. */
    public List<T> awaitAll(String what, Predicate<? super List<T>> wanted) {
        return waitFor(what, all -> wanted.test(all) ? Optional.of(List.copyOf(all)) : Optional.empty());
    }

    /** All, once nothing more will come. */
    public List<T> awaitEnd(String what) {
        return waitFor("the end of " + what, all -> over ? Optional.of(List.copyOf(all)) : Optional.empty());
    }

    private interface Search<T, R> {
        Optional<R> in(List<T> all);
    }

    private <R> R waitFor(String what, Search<T, R> search) {
        lock.lock();
        try {
            int before = -1;
            long left = 0;
            while (true) {
                if (before != seen.size()) {
                    before = seen.size();
                    left = guard.toNanos();
                }
                Optional<R> found = search.in(seen);
                if (found.isPresent()) {
                    return found.get();
                }
                if (over || left <= 0) {
                    throw new AssertionError(inVain(what));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted. " + inVain(what), e);
        } finally {
            lock.unlock();
        }
    }

    private String inVain(String what) {
        int from = Math.max(0, seen.size() - SHOWN);
        StringBuilder text = new StringBuilder("Waited in vain for " + what + (over ? ": it is over" : "") + ". Seen ("
                + seen.size() + ", the last " + (seen.size() - from) + "):");
        seen.subList(from, seen.size()).forEach(event -> text.append("\n  ").append(event));
        return text.toString();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
