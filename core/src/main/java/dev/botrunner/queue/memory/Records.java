package dev.botrunner.queue.memory;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All records by id, and each tenant's in order. Ended ones stand for their time, {@value #MAX_ENDED} at most; those that
 * ended first go first. Guarded by the store's lock.
 */
final class Records {

    static final int MAX_ENDED = 10_000;

    private final Map<SessionId, Stored> records = new HashMap<>();
    private final Map<Tenant, TreeMap<SessionId, Stored>> byTenant = new HashMap<>();
    private final ArrayDeque<Stored> ended = new ArrayDeque<>();
    private final long endedFor;

    Records(Duration endedFor) {
        this.endedFor = endedFor.toNanos();
    }

    Optional<Stored> find(SessionId id) {
        return Optional.ofNullable(records.get(id));
    }

    void add(Stored stored) {
        records.put(stored.id, stored);
        byTenant.computeIfAbsent(stored.tenant(), _ -> new TreeMap<>()).put(stored.id, stored);
    }

    void ended(Stored stored, long now) {
        stored.endedAt = now;
        ended.addLast(stored);
    }

    /** Removes the next one whose time is over. */
    Optional<Stored> expire(long now) {
        Stored oldest = ended.peekFirst();
        if (oldest == null || (ended.size() <= MAX_ENDED && now - oldest.endedAt < endedFor)) {
            return Optional.empty();
        }
        ended.removeFirst();
        records.remove(oldest.id);
        TreeMap<SessionId, Stored> own = byTenant.get(oldest.tenant());
        if (own != null && own.remove(oldest.id) != null && own.isEmpty()) {
            byTenant.remove(oldest.tenant());
        }
        return Optional.of(oldest);
    }

    /** How many records are such. Looks at all of them. */
    long count(Predicate<SessionHead> such) {
        return records.values().stream().map(Stored::head).filter(such).count();
    }

    Collection<Tenant> tenants() {
        return Collections.unmodifiableSet(byTenant.keySet());
    }

    NavigableMap<SessionId, Stored> of(Tenant tenant) {
        TreeMap<SessionId, Stored> own = byTenant.get(tenant);
        return own == null ? Collections.emptyNavigableMap() : Collections.unmodifiableNavigableMap(own);
    }
}
