package dev.botrunner.queue.memory;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The idempotency keys of all tenants: 24 h each, {@value #MAX} in all, the oldest go first. A key outlives its record:
 * what it answers with is then the last head, without a timeline. Guarded by the store's lock.
 */
final class Keys {

    static final int MAX = 100_000;
    private static final long KEPT = Duration.ofHours(24).toNanos();

    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    record Key(Tenant tenant, String key) {}

    /** What a key stands for. */
    static final class Entry {
        final String fingerprint;
        final boolean reused;
        private final long at;
        private final Stored stored;

        private Entry(String fingerprint, Stored stored, boolean reused, long at) {
            this.fingerprint = fingerprint;
            this.reused = reused;
            this.at = at;
            this.stored = stored;
        }

        SessionHead head() {
            return stored.head();
        }
    }

    Optional<Entry> find(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    void remember(Key key, String fingerprint, Stored stored, boolean reused, long now) {
        entries.put(key, new Entry(fingerprint, stored, reused, now));
        if (entries.size() > MAX) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    void expire(long now) {
        while (!entries.isEmpty()) {
            Map.Entry<Key, Entry> oldest = entries.entrySet().iterator().next();
            if (now - oldest.getValue().at < KEPT) {
                return;
            }
            entries.remove(oldest.getKey());
        }
    }
}
