package dev.botrunner.link;

import dev.botrunner.loop.Subscription;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait for one session's record to change. A ring may be lost: who waits looks again by itself. */
final class Bells {

    private final Map<SessionId, Set<Bell>> bells = new ConcurrentHashMap<>();
    private volatile boolean closed;

    boolean isClosed() {
        return closed;
    }

    /** Called from a thread that must not be held. */
    void ring(SessionId session) {
        Set<Bell> waiting = bells.get(session);
        if (waiting != null) {
            waiting.forEach(Bell::ring);
        }
    }

    /** From now on nobody shall wait any more. */
    void close() {
        closed = true;
        bells.values().forEach(waiting -> waiting.forEach(Bell::ring));
    }

    /** Hears every change from now until it is closed. */
    Bell hang(SessionId session) {
        var bell = new Bell(session);
        bells.compute(session, (_, waiting) -> {
            Set<Bell> all = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
            all.add(bell);
            return all;
        });
        return bell;
    }

    /** Remembers that it rang until somebody has heard it. */
    final class Bell implements Subscription {

        private final SessionId session;
        private final Semaphore rung = new Semaphore(0);

        private Bell(SessionId session) {
            this.session = session;
        }

        private void ring() {
            if (rung.availablePermits() == 0) {
                rung.release();
            }
        }

        /** Whether it rang; waits for it at most so long. */
        boolean await(Duration atMost) throws InterruptedException {
            boolean heard = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            rung.drainPermits();
            return heard;
        }

        @Override
        public void close() {
            bells.computeIfPresent(session, (_, waiting) -> {
                waiting.remove(this);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }
}
