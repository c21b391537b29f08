package dev.botrunner.publish;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits to leave the process, bounded in number and bytes. Taking an event in is a matter of nanoseconds and
 * allocates nothing; to wake whoever takes them out costs more, so that it is done only after a quiet time.
 */
final class MirrorRing implements LocalBus.Tap {

    static final int PLACES = 16_384;
    static final long BYTES = 16L << 20;

    private static final long TICK = Duration.ofMillis(1).toNanos();
    private static final long QUIET = Duration.ofSeconds(1).toNanos();
    private static final int TICKS_UNTIL_QUIET = 50;

    private final boolean leavesOutLifecycle;
    private final MpscArrayQueue<Envelope> places = new MpscArrayQueue<>(PLACES);

    /** Life-cycle events are few, and are never dropped: here they wait when the ring is full. */
    private final ConcurrentLinkedQueue<Envelope> beside = new ConcurrentLinkedQueue<>();

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    private volatile boolean armed;
    private volatile boolean closed;
    private volatile @Nullable Thread drainer;

    /** Used by the drain's thread only. */
    private int emptyTicks;

    /** Guards {@code settled}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition progress = lock.newCondition();
    private long settled;

    MirrorRing(MirroringBus.Lifecycle lifecycle) {
        this.leavesOutLifecycle = lifecycle == MirroringBus.Lifecycle.LEFT_OUT;
    }

    @Override
    public void take(Envelope envelope, int size) {
        boolean lifecycle = envelope.type().startsWith(Envelope.RESERVED);
        if (closed || (lifecycle && leavesOutLifecycle)) {
            return;
        }
        if (lifecycle) {
            // Behind everything that was said before it: an end is the last word.
            if (!beside.isEmpty() || !offered(envelope, size)) {
                bytes.addAndGet(size);
                beside.add(envelope);
            }
        } else if (!beside.isEmpty() || !offered(envelope, size)) {
            lost.incrementAndGet();
            return;
        }
        taken.incrementAndGet();
        if (armed) {
            wake();
        }
    }

    /** The next one, for the drain only; nothing allocated for it. */
    @Nullable
    Envelope poll() {
        Envelope next = places.poll();
        return next == null ? beside.poll() : next;
    }

    boolean isEmpty() {
        return places.isEmpty() && beside.isEmpty();
    }

    /** Whether there is room enough that an event told now will not be dropped itself. */
    boolean isRoomy() {
        return places.size() < PLACES / 2 && bytes.get() < BYTES / 2 && beside.isEmpty();
    }

    /** These have left, one way or the other. */
    void settled(int count, long size) {
        bytes.addAndGet(-size);
        lock.lock();
        try {
            settled += count;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void refused(int count) {
        lost.addAndGet(count);
    }

    long lost() {
        return lost.get();
    }

    boolean awaitSettled(Duration atMost) throws InterruptedException {
        long goal = taken.get();
        wake();
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (settled < goal) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next tick; after some quiet ones until it is woken. For the drain's thread only. */
    void tick() throws InterruptedException {
        drainer = Thread.currentThread();
        if (++emptyTicks <= TICKS_UNTIL_QUIET) {
            LockSupport.parkNanos(this, TICK);
        } else {
            armed = true;
            if (isEmpty() && !closed) {
                LockSupport.parkNanos(this, QUIET);
            }
            armed = false;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** There was something: the quiet time begins anew. */
    void busy() {
        emptyTicks = 0;
    }

    void close() {
        closed = true;
        wake();
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean offered(Envelope envelope, int size) {
        if (bytes.get() + size > BYTES) {
            return false;
        }
        bytes.addAndGet(size);
        if (places.offer(envelope)) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    private void wake() {
        armed = false;
        LockSupport.unpark(drainer);
    }
}
