package dev.botrunner.launch;

import dev.botrunner.session.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The objects that are there as far as is known: changed by one loop, asked by any thread. */
final class KnownObjects {

    private final Map<SessionId, List<LaunchedObject>> bySession = new ConcurrentHashMap<>();

    /** Whether a change of this session's record can matter to an object. */
    boolean has(SessionId session) {
        return bySession.containsKey(session);
    }

    List<LaunchedObject> of(SessionId session) {
        return bySession.getOrDefault(session, List.of());
    }

    void add(LaunchedObject object) {
        bySession.merge(object.ref().session(), List.of(object), KnownObjects::with);
    }

    void remove(LaunchedObject object) {
        bySession.computeIfPresent(
                object.ref().session(), (_, known) -> without(known, object).orElse(null));
    }

    Set<LaunchedObject> all() {
        return bySession.values().stream().flatMap(List::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void clear() {
        bySession.clear();
    }

    private static List<LaunchedObject> with(List<LaunchedObject> known, List<LaunchedObject> more) {
        if (known.containsAll(more)) {
            return known;
        }
        var all = new ArrayList<>(known);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static Optional<List<LaunchedObject>> without(List<LaunchedObject> known, LaunchedObject gone) {
        List<LaunchedObject> left =
                known.stream().filter(object -> !object.equals(gone)).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }
}
