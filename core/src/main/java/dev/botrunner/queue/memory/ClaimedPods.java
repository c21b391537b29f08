package dev.botrunner.queue.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which record each waiting pod has claimed, as long as that record stands. Guarded by the store's lock. */
final class ClaimedPods {

    private final Map<String, Stored> byUid = new HashMap<>();

    Optional<Stored> of(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** A pod that acts for the record is known by it from now on. */
    void enter(Stored stored) {
        stored.head().pod().ifPresent(uid -> {
            if (byUid.putIfAbsent(uid, stored) == null) {
                stored.pods.add(uid);
            }
        });
    }

    /** The record goes. */
    void forget(Stored stored) {
        stored.pods.forEach(byUid::remove);
    }
}
