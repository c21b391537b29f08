package dev.botrunner.redis.queue;

import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where sessions stood when they entered their lines, until somebody asks, once: the answer that accepts a session has
 * told. Of more than {@value #MOST} the oldest are forgotten, and have to be asked for. From any thread.
 */
final class EntryPlaces {

    private static final int MOST = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SessionId, QueuePlace> places = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, QueuePlace> eldest) {
            return size() > MOST;
        }
    };

    void entered(SessionId id, QueuePlace place) {
        lock.lock();
        try {
            places.put(id, place);
        } finally {
            lock.unlock();
        }
    }

    Optional<QueuePlace> take(SessionId id) {
        lock.lock();
        try {
            return Optional.ofNullable(places.remove(id));
        } finally {
            lock.unlock();
        }
    }
}
