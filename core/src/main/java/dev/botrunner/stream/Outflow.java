package dev.botrunner.stream;

import dev.botrunner.loop.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for one client, and the writing of them: one write at a time, as much in it as is there. Bounded
 * by whoever adds. From any thread.
 */
final class Outflow {

    private static final int CHUNK = 64 * 1024;

    @SuppressWarnings("ArrayRecordComponent")
    private record Waiting(byte[] frame, long since) {}

    private enum State {
        /** Takes frames. */
        OPEN,
        /** Writes what it has, then ends. */
        FINISHING,
        /** Nothing more is written. */
        OVER
    }

    private final Ticker ticker;
    private final Runnable gone;

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(4);
    private @Nullable ClientSink sink;
    private int bytes;
    private boolean writing;
    private boolean pumping;
    private boolean announced;
    private long writingSince;
    private long finishingSince;
    private State state = State.OPEN;

    /** @param gone told once, when nothing more will be written */
    Outflow(Ticker ticker, Runnable gone) {
        this.ticker = ticker;
        this.gone = gone;
    }

    void begin(ClientSink to) {
        lock.lock();
        try {
            sink = to;
        } finally {
            lock.unlock();
        }
    }

    /** False: it takes no more. Does not write yet, see {@link #pump}. */
    boolean add(byte[] frame) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return false;
            }
            put(frame);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The last frame, behind the others or in their place. Does not write yet, see {@link #pump}. */
    void finish(byte[] last, boolean dropOthers) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            if (dropOthers) {
                waiting.clear();
                bytes = 0;
            }
            put(last);
            state = State.FINISHING;
            finishingSince = ticker.nanos();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends after what is there, without a word. */
    void finish() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.FINISHING;
                finishingSince = ticker.nanos();
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void abort() {
        @Nullable ClientSink to = over();
        if (to != null) {
            to.abort();
        }
    }

    /** Writes what is there, as far as the client takes it now. Any thread may come and do it; one does. */
    void pump() {
        lock.lock();
        try {
            if (pumping || writing || sink == null) {
                return;
            }
            pumping = true;
        } finally {
            lock.unlock();
        }
        while (true) {
            ByteBuffer chunk = next();
            if (chunk == null) {
                break;
            }
            write(chunk);
        }
    }

    /** Whether somebody should come and {@link #pumpAnnounced}, who was not called already. */
    boolean announce() {
        lock.lock();
        try {
            boolean idle = waiting.isEmpty() && state != State.FINISHING;
            if (announced || writing || pumping || idle || state == State.OVER) {
                return false;
            }
            announced = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void pumpAnnounced() {
        lock.lock();
        try {
            announced = false;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** Waits until everything is written; false: it takes no more. */
    boolean awaitEmpty() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state == State.OPEN && (writing || !waiting.isEmpty())) {
                moved.await();
            }
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** How much waits, and for how long the client has not taken anything. */
    record Standing(int frames, int bytes, Duration oldest, Duration write, Duration finishing, boolean over) {}

    Standing standing() {
        lock.lock();
        try {
            Waiting first = waiting.peekFirst();
            return new Standing(
                    waiting.size(),
                    bytes,
                    first == null ? Duration.ZERO : ticker.since(first.since),
                    writing ? ticker.since(writingSince) : Duration.ZERO,
                    state == State.FINISHING ? ticker.since(finishingSince) : Duration.ZERO,
                    state == State.OVER);
        } finally {
            lock.unlock();
        }
    }

    /** Whether more waits than may. */
    boolean exceeds(StreamLimits limits) {
        lock.lock();
        try {
            return waiting.size() > limits.events() || bytes > limits.bytes();
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] frame) {
        waiting.add(new Waiting(frame, ticker.nanos()));
        bytes += frame.length;
    }

    /** What to write next; nothing when the client is busy, there is nothing, or all is over. Ends the pumping then. */
    private @Nullable ByteBuffer next() {
        @Nullable ClientSink ending = null;
        lock.lock();
        try {
            if (!writing && state != State.OVER && !waiting.isEmpty()) {
                writing = true;
                writingSince = ticker.nanos();
                return gathered();
            }
            pumping = false;
            if (!writing && state == State.FINISHING) {
                ending = sink;
            }
        } finally {
            lock.unlock();
        }
        if (ending != null && over() != null) {
            ending.close();
        }
        return null;
    }

    private ByteBuffer gathered() {
        byte[] first = take();
        Waiting second = waiting.peekFirst();
        if (second == null || first.length + second.frame.length > CHUNK) {
            return ByteBuffer.wrap(first);
        }
        var chunk = ByteBuffer.allocate(Math.min(CHUNK, bytes + first.length));
        chunk.put(first);
        while (second != null && second.frame.length <= chunk.remaining()) {
            chunk.put(take());
            second = waiting.peekFirst();
        }
        return chunk.flip();
    }

    private byte[] take() {
        byte[] frame = waiting.removeFirst().frame;
        bytes -= frame.length;
        return frame;
    }

    private void write(ByteBuffer chunk) {
        ClientSink to = sink;
        if (to == null) {
            throw new IllegalStateException("Nothing is written before there is a sink");
        }
        to.write(chunk, this::written);
    }

    private void written(boolean well) {
        boolean goOn;
        lock.lock();
        try {
            writing = false;
            goOn = !pumping;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (!well) {
            abort();
        } else if (goOn) {
            pump();
        }
    }

    /** The sink, if it was not over before. */
    private @Nullable ClientSink over() {
        ClientSink to;
        lock.lock();
        try {
            if (state == State.OVER) {
                return null;
            }
            state = State.OVER;
            waiting.clear();
            bytes = 0;
            to = sink;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        gone.run();
        return to;
    }
}
