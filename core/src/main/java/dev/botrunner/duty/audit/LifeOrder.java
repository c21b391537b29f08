package dev.botrunner.duty.audit;

import dev.botrunner.session.LifecycleEvent;
import java.util.Map;
import java.util.Set;

/** Which life-cycle event may follow which. */
final class LifeOrder {

    static final String NOTHING = "";

    private static final Map<String, Set<String>> MAY_FOLLOW = Map.of(
            NOTHING,
            Set.of(LifecycleEvent.QUEUED),
            LifecycleEvent.QUEUED,
            Set.of(LifecycleEvent.STARTING, LifecycleEvent.END),
            LifecycleEvent.STARTING,
            Set.of(LifecycleEvent.RUNNING, LifecycleEvent.QUEUED, LifecycleEvent.END),
            LifecycleEvent.RUNNING,
            Set.of(LifecycleEvent.JOINED, LifecycleEvent.QUEUED, LifecycleEvent.ENDING, LifecycleEvent.END),
            LifecycleEvent.JOINED,
            Set.of(LifecycleEvent.ENDING, LifecycleEvent.END, LifecycleEvent.QUEUED),
            LifecycleEvent.ENDING,
            Set.of(LifecycleEvent.END),
            LifecycleEvent.END,
            Set.of());

    private LifeOrder() {}

    static boolean allows(String before, String next) {
        return MAY_FOLLOW.getOrDefault(before, Set.of()).contains(next);
    }
}
