package dev.botrunner.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often attempts were refused for what somebody may have to mend; other refusals and lapsed claims do not count. From
 * any thread. A crash loses the counts, and so does the oldest attempt of very many: then they begin anew, and the
 * session's start deadline still bounds them.
 */
final class Refusals {

    private static final int REMEMBERED = 10_000;

    /** Guards {@code counts}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<ObjectName, Integer> counts = new LinkedHashMap<>();

    /** One more; how many they are by now. */
    int add(ObjectName name) {
        lock.lock();
        try {
            int count = counts.getOrDefault(name, 0) + 1;
            forget(name);
            counts.put(name, count); // the youngest again
            if (counts.size() > REMEMBERED) {
                counts.remove(counts.keySet().iterator().next());
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** It is there, or will never be. */
    void forget(ObjectName name) {
        lock.lock();
        try {
            counts.remove(name);
        } finally {
            lock.unlock();
        }
    }
}
