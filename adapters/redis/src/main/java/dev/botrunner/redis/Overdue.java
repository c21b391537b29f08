package dev.botrunner.redis;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Pace;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells calls that have taken too long. It looks every now and then, since a timer for each caller costs more than to
 * send what it asks for: two wake-ups of another thread.
 */
final class Overdue implements Loop {

    private static final Duration LOOK = Duration.ofMillis(25);

    static final Pace PACE = new Pace(LOOK, LOOK, LOOK, LOOK, Duration.ofSeconds(30));

    private final String name;
    private final long most;

    /** In the order in which they were asked. */
    private final ConcurrentLinkedQueue<PendingCall> calls = new ConcurrentLinkedQueue<>();

    private volatile boolean closing;
    private volatile boolean over;

    /** @param most how long a call may take */
    Overdue(String name, Duration most) {
        this.name = name;
        this.most = most.toNanos();
    }

    void watch(PendingCall call) {
        calls.add(call);
        if (over) {
            leave(call);
        }
    }

    /** It goes on until the last call was told, and ends. */
    void close() {
        closing = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Did step() {
        long now = System.nanoTime();
        PendingCall first = calls.peek();
        while (first != null && (first.isTold() || now - first.asked > most)) {
            calls.poll();
            leave(first);
            first = calls.peek();
        }
        if (!closing || first != null) {
            return Did.NOTHING;
        }
        // Who is added from here on sees that it is over, or is seen here.
        over = true;
        calls.forEach(Overdue::leave);
        return Did.FINISHED;
    }

    private static void leave(PendingCall call) {
        call.leave("Redis did not take a command in time", "Redis did not answer in time");
    }
}
