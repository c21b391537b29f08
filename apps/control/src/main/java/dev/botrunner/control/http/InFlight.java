package dev.botrunner.control.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many requests are being answered, open streams aside; and whether more are let in. */
public final class InFlight {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int open;
    private boolean closed;

    /** False: the server is stopping. */
    boolean enter() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            open++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            open--;
            if (open == 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in from now on. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until those who are in have left; false: some have not, in that time. */
    public boolean awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (open > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open == 0;
        } finally {
            lock.unlock();
        }
    }
}
