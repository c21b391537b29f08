package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.Roster;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Brings events to one participant, one at a time and in order, on the thread of whoever caused them: of two threads one
 * delivers for both.
 */
final class Ears {

    private final Queue<RoomEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger callers = new AtomicInteger();
    private final Roster roster = new Roster();
    private final Consumer<RoomEvent> listener;
    private volatile boolean deaf;

    Ears(Consumer<RoomEvent> listener, List<Participant> there) {
        this.listener = listener;
        roster.set(there);
    }

    List<Participant> roster() {
        return roster.everybody();
    }

    /** Puts an event behind those that wait; under the room's lock, so that the order is the room's. */
    void put(RoomEvent event) {
        waiting.add(event);
    }

    /** Nothing is heard any more. */
    void close() {
        deaf = true;
        roster.set(List.of());
    }

    /** Without the room's lock. */
    void deliver() {
        if (callers.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            for (RoomEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                if (!deaf) {
                    roster.follow(event);
                    listener.accept(event);
                }
            }
            seen = callers.addAndGet(-seen);
        }
    }
}
