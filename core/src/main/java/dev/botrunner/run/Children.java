package dev.botrunner.run;

import dev.botrunner.link.Child;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.ExitStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The processes of a worker: those that run, those that must go, and those whose exit is still to be reported. */
final class Children {

    /** A child whose session is over leaves at once; what is still there then is stuck. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Child, Entry> entries = new LinkedHashMap<>();
    private final Deque<Exit> exits = new ArrayDeque<>();
    private Optional<Duration> ending = Optional.empty();
    private boolean poked;

    Children(Ticker ticker) {
        this.ticker = ticker;
    }

    /** How a child has left. */
    record Exit(Child child, ExitStatus status) {}

    private static final class Entry {
        private Optional<ChildStarter.Started> process = Optional.empty();
        private boolean ordered;
        private long killAt;
        private boolean killed;
    }

    int count() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Those that the control server is asked about: not those that are on their way out already. */
    List<Child> named() {
        lock.lock();
        try {
            var named = new ArrayList<Child>();
            entries.forEach((child, entry) -> {
                if (!entry.ordered || ending.isPresent()) {
                    named.add(child);
                }
            });
            return named;
        } finally {
            lock.unlock();
        }
    }

    /** False: it is there already. */
    boolean add(Child child) {
        lock.lock();
        try {
            return entries.putIfAbsent(child, new Entry()) == null;
        } finally {
            lock.unlock();
        }
    }

    void started(Child child, ChildStarter.Started process) {
        Optional<Duration> order = Optional.empty();
        lock.lock();
        try {
            Entry entry = entries.get(child);
            if (entry != null) {
                entry.process = Optional.of(process);
                order = ending;
            }
        } finally {
            lock.unlock();
        }
        order.ifPresent(grace -> leave(child, grace));
    }

    void gone(Child child, ExitStatus status) {
        lock.lock();
        try {
            if (entries.remove(child) != null) {
                exits.add(new Exit(child, status));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its session is over, or another's. */
    void mustGo(Child child) {
        leave(child, AT_ONCE);
    }

    void endAll(Duration grace) {
        List<Child> all;
        lock.lock();
        try {
            ending = Optional.of(grace);
            all = List.copyOf(entries.keySet());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(child -> leave(child, grace));
    }

    private void leave(Child child, Duration grace) {
        Optional<ChildStarter.Started> process = Optional.empty();
        lock.lock();
        try {
            Entry entry = entries.get(child);
            if (entry != null && entry.process.isPresent()) {
                long killAt = ticker.nanos() + grace.toNanos();
                entry.killAt = entry.ordered ? Math.min(entry.killAt, killAt) : killAt;
                process = entry.ordered ? Optional.empty() : entry.process;
                entry.ordered = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        process.ifPresent(ChildStarter.Started::leave);
    }

    /** Kills those whose time is over. */
    void killTheLate() {
        var late = new ArrayList<ChildStarter.Started>();
        lock.lock();
        try {
            for (Entry entry : entries.values()) {
                if (isLate(entry)) {
                    entry.killed = true;
                    entry.process.ifPresent(late::add);
                }
            }
        } finally {
            lock.unlock();
        }
        late.forEach(ChildStarter.Started::kill);
    }

    /** The next exit to report, waiting at most so long. */
    Optional<Exit> nextExit(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (exits.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(exits.peek());
        } finally {
            lock.unlock();
        }
    }

    void reported(Exit exit) {
        lock.lock();
        try {
            exits.remove(exit);
        } finally {
            lock.unlock();
        }
    }

    boolean hasUnreported() {
        lock.lock();
        try {
            return !exits.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there are others than so many or somebody has poked, at most so long. A poke stays until it was heard.
     *
     * @param before how many there were when the caller looked
     */
    void awaitFree(int before, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (entries.size() == before && !poked && left > 0) {
                left = changed.awaitNanos(left);
            }
            poked = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there may be somebody to kill, at most so long. */
    void awaitOrders(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!hasLate() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasLate() {
        return entries.values().stream().anyMatch(this::isLate);
    }

    private boolean isLate(Entry entry) {
        return entry.ordered && !entry.killed && ticker.nanos() - entry.killAt >= 0;
    }

    void poke() {
        lock.lock();
        try {
            poked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
