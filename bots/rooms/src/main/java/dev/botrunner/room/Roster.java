package dev.botrunner.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Who else is there, as of the last event heard: for transports. From any thread. */
public final class Roster {

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Participant> there = new LinkedHashMap<>();

    /** Everybody else, in the order in which they came. */
    public List<Participant> everybody() {
        lock.lock();
        try {
            return List.copyOf(there.values());
        } finally {
            lock.unlock();
        }
    }

    /** The one of this id, where it is there. */
    public Optional<Participant> of(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(there.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Starts again. */
    public void set(List<Participant> everybody) {
        lock.lock();
        try {
            there.clear();
            everybody.forEach(participant -> there.put(participant.id(), participant));
        } finally {
            lock.unlock();
        }
    }

    /** Follows what is heard. */
    public void follow(RoomEvent event) {
        lock.lock();
        try {
            switch (event) {
                case RoomEvent.Joined(var participant) -> there.put(participant.id(), participant);
                case RoomEvent.Left left -> there.remove(left.participant().id());
                case RoomEvent.Back(var everybody) -> set(everybody);
                case RoomEvent.Closed _ -> there.clear();
                case RoomEvent.Said _, RoomEvent.Typing _, RoomEvent.Away _ -> {}
            }
        } finally {
            lock.unlock();
        }
    }
}
