package dev.botrunner.publish.memory;

import dev.botrunner.loop.Threads;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Slice;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one sink what comes, on a thread of its own. */
final class MemoryTail {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryTail.class);

    private static final int BATCH = 256;

    /** How often the sink is told where the tail stands while nothing comes. */
    private static final long QUIET = Duration.ofSeconds(5).toNanos();

    private final MemoryTransport transport;
    private final EventSink sink;
    private long told;
    private volatile boolean asleep;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    MemoryTail(MemoryTransport transport, EventSink sink, long told) {
        this.transport = transport;
        this.sink = sink;
        this.told = told;
    }

    void start() {
        thread = Threads.virtual("memory-tail", this::run);
    }

    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        safely(() -> sink.at(transport.position(told)));
        while (!closed) {
            MemoryTransport.Next next = transport.next(told, BATCH);
            if (next.reached() == told) {
                sleep();
                continue;
            }
            if (next.lost() > 0) {
                safely(() -> sink.gap(OptionalLong.of(next.lost())));
            }
            for (Slice.Entry entry : next.events()) {
                if (closed) {
                    return;
                }
                safely(() -> sink.event(entry.envelope(), entry.position()));
            }
            told = next.reached();
        }
    }

    private void sleep() {
        asleep = true;
        if (!transport.isBeyond(told) && !closed) {
            LockSupport.parkNanos(this, QUIET);
        }
        boolean quiet = asleep;
        asleep = false;
        if (quiet && !closed) {
            safely(() -> sink.at(transport.position(told)));
        }
    }

    private static void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("A reader of the events failed; the tail goes on")
                    .setCause(e)
                    .log();
        }
    }
}
