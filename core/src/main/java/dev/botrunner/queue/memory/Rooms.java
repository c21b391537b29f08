package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which sessions of a tenant are in a room and not over. Guarded by the store's lock. */
final class Rooms {

    private final Map<Key, TreeMap<SessionId, Stored>> rooms = new HashMap<>();

    private record Key(Tenant tenant, String room) {}

    void set(Stored stored, boolean there) {
        var key = new Key(stored.tenant(), stored.head().about().room().key());
        if (there) {
            rooms.computeIfAbsent(key, _ -> new TreeMap<>()).put(stored.id, stored);
            return;
        }
        TreeMap<SessionId, Stored> room = rooms.get(key);
        if (room != null && room.remove(stored.id) != null && room.isEmpty()) {
            rooms.remove(key);
        }
    }

    /** The newest of that bot that is not on its way out. */
    Optional<Stored> holder(Tenant tenant, BotName bot, String room) {
        for (Stored stored : in(tenant, room).descendingMap().values()) {
            if (stored.lane.bot().equals(bot) && stored.head().holdsItsRoom()) {
                return Optional.of(stored);
            }
        }
        return Optional.empty();
    }

    NavigableMap<SessionId, Stored> in(Tenant tenant, String room) {
        TreeMap<SessionId, Stored> there = rooms.get(new Key(tenant, room));
        return there == null ? Collections.emptyNavigableMap() : Collections.unmodifiableNavigableMap(there);
    }
}
