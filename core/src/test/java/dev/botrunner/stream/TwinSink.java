package dev.botrunner.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A client that reads as fast as it is told to. From any thread. */
final class TwinSink implements ClientSink {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Envelope> events = new ArrayList<>();
    private final List<Runnable> unread = new ArrayList<>();
    private int begun;
    private int settled;
    private boolean stopped;
    private boolean broken;
    private boolean closed;
    private boolean aborted;

    /** Reads nothing from now on. */
    TwinSink stopReading() {
        return set(() -> stopped = true);
    }

    /** Reads what is there, and all that comes. */
    void goOnReading() {
        List<Runnable> some = new ArrayList<>();
        set(() -> {
            stopped = false;
            some.addAll(unread);
            unread.clear();
        });
        some.forEach(Runnable::run);
    }

    void breakDown() {
        set(() -> broken = true);
    }

    @Override
    public void write(ByteBuffer bytes, Written written) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        boolean well;
        lock.lock();
        try {
            begun++;
            if (stopped) {
                unread.add(() -> take(copy, written));
                changed.signalAll();
                return;
            }
            well = !broken;
        } finally {
            lock.unlock();
        }
        if (well) {
            take(copy, written);
        } else {
            written.done(false);
            set(() -> settled++);
        }
    }

    @Override
    public void close() {
        set(() -> closed = true);
    }

    @Override
    public void abort() {
        set(() -> aborted = true);
    }

    boolean isClosed() {
        return ask(() -> closed);
    }

    boolean isAborted() {
        return ask(() -> aborted);
    }

    List<Frame> frames() {
        lock.lock();
        try {
            return List.copyOf(frames);
        } finally {
            lock.unlock();
        }
    }

    List<Envelope> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    TwinSink await(Predicate<TwinSink> what) {
        long left = TimeUnit.SECONDS.toNanos(30);
        lock.lock();
        try {
            while (!what.test(this)) {
                assertThat(left)
                        .as("time left; there are %s events", events.size())
                        .isPositive();
                left = changed.awaitNanos(left);
            }
            return this;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is being written: it was all taken, and whoever wrote it knows; or it waits to be read. */
    TwinSink awaitRest() {
        return await(sink -> sink.begun > 0 && sink.begun - sink.settled == sink.unread.size());
    }

    /** Whether it comes to that within so long; for what has to be tried again and again. */
    boolean becomes(Predicate<TwinSink> what, Duration within) throws InterruptedException {
        long left = within.toNanos();
        lock.lock();
        try {
            while (!what.test(this) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return what.test(this);
        } finally {
            lock.unlock();
        }
    }

    TwinSink awaitEvents(int count) {
        return await(sink -> sink.events.size() >= count);
    }

    /** A write waits to be read. */
    TwinSink awaitUnread() {
        return await(sink -> !sink.unread.isEmpty());
    }

    private void take(byte[] bytes, Written written) {
        set(() -> {
            for (Frame frame : Frame.all(new String(bytes, UTF_8))) {
                frames.add(frame);
                frame.envelope().ifPresent(events::add);
            }
        });
        written.done(true);
        set(() -> settled++);
    }

    private TwinSink set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this;
    }

    private boolean ask(BooleanSupplier what) {
        lock.lock();
        try {
            return what.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
