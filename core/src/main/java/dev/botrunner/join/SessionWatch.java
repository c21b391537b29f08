package dev.botrunner.join;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Waits until a session's record says something. One subscription to the ledger serves any number of waiting threads;
 * since a change may go untold, each looks for itself once a second, too.
 */
public final class SessionWatch implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final SessionLedger ledger;
    private final Ticker ticker;
    private final ConcurrentHashMap<SessionId, List<Semaphore>> waiting = new ConcurrentHashMap<>();
    private final Subscription changes;
    private volatile boolean closed;

    public SessionWatch(SessionLedger ledger, Ticker ticker) {
        this.ledger = ledger;
        this.ticker = ticker;
        this.changes = ledger.changes(this::changed);
    }

    /** The record once the rule holds for it, or as it is when the time is up; nothing where there is none. */
    Optional<SessionHead> await(SessionId id, Predicate<SessionHead> rule, Duration atMost)
            throws InterruptedException {
        var changed = new Semaphore(0);
        waiting.compute(id, (_, others) -> {
            List<Semaphore> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(changed);
            return all;
        });
        try {
            return look(id, rule, atMost, changed);
        } finally {
            waiting.computeIfPresent(id, (_, others) -> {
                others.remove(changed);
                return others.isEmpty() ? null : others;
            });
        }
    }

    private Optional<SessionHead> look(SessionId id, Predicate<SessionHead> rule, Duration atMost, Semaphore changed)
            throws InterruptedException {
        long start = ticker.nanos();
        while (true) {
            Optional<SessionHead> head = ledger.find(id).head();
            Duration left = atMost.minus(ticker.since(start));
            if (head.isEmpty() || rule.test(head.get()) || !left.isPositive() || closed) {
                return head;
            }
            Duration wait = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
            if (changed.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                changed.drainPermits();
            }
        }
    }

    private void changed(SessionId id) {
        List<Semaphore> readers = waiting.get(id);
        if (readers != null) {
            readers.forEach(Semaphore::release);
        }
    }

    /** Whoever waits gets the record as it is now: a server that stops answers what it can. */
    @Override
    public void close() {
        closed = true;
        changes.close();
        waiting.values().forEach(readers -> readers.forEach(Semaphore::release));
    }
}
