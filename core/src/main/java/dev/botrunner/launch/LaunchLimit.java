package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many launches may be under way at once: as many as are allowed, until the cluster says that it is too much. Then
 * half of it, and nothing for as long as it says; each launch that comes through lets it grow again. From any thread.
 */
final class LaunchLimit {

    /** So long after the cluster last said that it is too much, nothing is added that can wait. */
    private static final Duration CALM = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private int most = 1;
    private double limit = 1;
    private int underWay;
    private long closedUntil;
    private long calmFrom;

    LaunchLimit(Ticker ticker) {
        this.ticker = ticker;
        this.closedUntil = ticker.nanos();
        this.calmFrom = closedUntil;
    }

    /** So many from now on, as long as the cluster takes them. */
    void allow(int launches) {
        lock.lock();
        try {
            most = launches;
            limit = launches;
        } finally {
            lock.unlock();
        }
    }

    /** True: one may begin, and must {@link #leave}. */
    boolean enter() {
        lock.lock();
        try {
            if (underWay >= (int) limit || ticker.nanos() - closedUntil < 0) {
                return false;
            }
            underWay++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** It is not under way any more, whatever came of it. */
    void leave() {
        lock.lock();
        try {
            underWay--;
        } finally {
            lock.unlock();
        }
    }

    /** An object was created: as many again may be tried as there are now, once all of them have come through. */
    void cameThrough() {
        lock.lock();
        try {
            limit = Math.min(most, limit + 1 / limit);
        } finally {
            lock.unlock();
        }
    }

    /** Told by several at once it is one answer: the half is taken of what is under way. */
    void throttled(Duration delay) {
        lock.lock();
        try {
            limit = Math.max(1, Math.min(limit, (double) underWay) / 2);
            closedUntil = Math.max(closedUntil, ticker.nanos() + delay.toNanos());
            calmFrom = closedUntil + CALM.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the cluster holds launches back, or did so a moment ago. */
    boolean isHeldBack() {
        lock.lock();
        try {
            return limit < most && ticker.nanos() - calmFrom < 0;
        } finally {
            lock.unlock();
        }
    }
}
