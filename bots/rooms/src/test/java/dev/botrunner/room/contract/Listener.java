package dev.botrunner.room.contract;

import dev.botrunner.room.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Ears that remember, and wait for what a test expects. A guard ends a wait in vain. */
public final class Listener implements Consumer<RoomEvent> {

    private static final Duration GUARD = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<RoomEvent> heard = new ArrayList<>();
    private final AtomicBoolean hearing = new AtomicBoolean();
    private volatile boolean twoAtOnce;

    @Override
    public void accept(RoomEvent event) {
        twoAtOnce |= !hearing.compareAndSet(false, true);
        lock.lock();
        try {
            heard.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
            hearing.set(false);
        }
    }

    public boolean heardTwoAtOnce() {
        return twoAtOnce;
    }

    public List<RoomEvent> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    public List<RoomEvent> await(Predicate<List<RoomEvent>> expected) throws InterruptedException {
        long left = GUARD.toNanos();
        lock.lock();
        try {
            while (!expected.test(heard)) {
                if (left <= 0) {
                    throw new AssertionError("Not heard within " + GUARD + "; what was heard: " + heard);
                }
                left = changed.awaitNanos(left);
            }
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    /** The first event of this kind, once it has come. */
    public <E extends RoomEvent> E await(Class<E> kind) throws InterruptedException {
        return await(kind, _ -> true);
    }

    public <E extends RoomEvent> E await(Class<E> kind, Predicate<E> which) throws InterruptedException {
        return await(all -> all.stream().anyMatch(event -> kind.isInstance(event) && which.test(kind.cast(event))))
                .stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    /** The texts of what was said, once there are so many. */
    public List<String> awaitSaid(int count) throws InterruptedException {
        return said(await(all -> said(all).size() >= count));
    }

    public static List<String> said(List<RoomEvent> events) {
        return events.stream()
                .filter(RoomEvent.Said.class::isInstance)
                .map(RoomEvent.Said.class::cast)
                .map(said -> said.text() + (said.cut() ? "✂" : ""))
                .toList();
    }
}
