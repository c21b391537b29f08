package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who is in one condition (queued, active), by bot, by tenant and by line. Sets and not counters: what is added twice or
 * removed twice counts once. Guarded by the store's lock.
 */
final class Census {

    private final Set<SessionId> all = new HashSet<>();
    private final Map<BotName, Set<SessionId>> byBot = new HashMap<>();
    private final Map<Tenant, Set<SessionId>> byTenant = new HashMap<>();
    private final Map<LaneKey, Set<SessionId>> byLane = new HashMap<>();

    void set(Stored stored, boolean member) {
        if (member) {
            if (all.add(stored.id)) {
                add(byBot, stored.lane.bot(), stored.id);
                add(byTenant, stored.lane.tenant(), stored.id);
                add(byLane, stored.lane, stored.id);
            }
        } else if (all.remove(stored.id)) {
            remove(byBot, stored.lane.bot(), stored.id);
            remove(byTenant, stored.lane.tenant(), stored.id);
            remove(byLane, stored.lane, stored.id);
        }
    }

    boolean has(SessionId id) {
        return all.contains(id);
    }

    int size() {
        return all.size();
    }

    int of(BotName bot) {
        return size(byBot, bot);
    }

    int of(Tenant tenant) {
        return size(byTenant, tenant);
    }

    int of(LaneKey lane) {
        return size(byLane, lane);
    }

    Set<LaneKey> lanes() {
        return Collections.unmodifiableSet(byLane.keySet());
    }

    private static <K> int size(Map<K, Set<SessionId>> sets, K key) {
        Set<SessionId> set = sets.get(key);
        return set == null ? 0 : set.size();
    }

    private static <K> void add(Map<K, Set<SessionId>> sets, K key, SessionId id) {
        sets.computeIfAbsent(key, _ -> new HashSet<>()).add(id);
    }

    private static <K> void remove(Map<K, Set<SessionId>> sets, K key, SessionId id) {
        Set<SessionId> set = sets.get(key);
        if (set != null && set.remove(id) && set.isEmpty()) {
            sets.remove(key);
        }
    }
}
