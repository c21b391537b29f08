package dev.botrunner.stream;

import dev.botrunner.publish.Scope;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Who is to be told what. From any thread. */
final class FanOut {

    private final Map<String, Set<StreamClient>> bySession = new ConcurrentHashMap<>();
    private final Map<String, Set<StreamClient>> byTenant = new ConcurrentHashMap<>();
    private final Set<StreamClient> ofAll = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attached = new AtomicInteger();

    void attach(StreamClient client) {
        attached.incrementAndGet();
        switch (client.request().scope()) {
            case Scope.Session(var _, var id) -> add(bySession, id.value(), client);
            case Scope.OfTenant(var tenant) -> add(byTenant, tenant.name(), client);
            case Scope.All _ -> ofAll.add(client);
        }
    }

    void detach(StreamClient client) {
        attached.decrementAndGet();
        switch (client.request().scope()) {
            case Scope.Session(var _, var id) -> remove(bySession, id.value(), client);
            case Scope.OfTenant(var tenant) -> remove(byTenant, tenant.name(), client);
            case Scope.All _ -> ofAll.remove(client);
        }
    }

    void tell(LiveEvent event) {
        if (attached.get() == 0) {
            return;
        }
        var tidings = new Tidings.Event(event);
        for (StreamClient client : bySession.getOrDefault(event.envelope().subject(), Set.of())) {
            if (client.request().scope().takes(event.envelope())) {
                client.tell(tidings);
            }
        }
        byTenant.getOrDefault(event.envelope().tenant(), Set.of()).forEach(client -> client.tell(tidings));
        ofAll.forEach(client -> client.tell(tidings));
    }

    void forEach(Consumer<StreamClient> action) {
        bySession.values().forEach(clients -> clients.forEach(action));
        byTenant.values().forEach(clients -> clients.forEach(action));
        ofAll.forEach(action);
    }

    private static void add(Map<String, Set<StreamClient>> clients, String key, StreamClient client) {
        clients.compute(key, (_, known) -> {
            Set<StreamClient> some = known == null ? ConcurrentHashMap.newKeySet(1) : known;
            some.add(client);
            return some;
        });
    }

    private static void remove(Map<String, Set<StreamClient>> clients, String key, StreamClient client) {
        clients.computeIfPresent(key, (_, known) -> without(known, client));
    }

    @SuppressWarnings("NullAway") // null is how a map is told that nothing is left
    private static Set<StreamClient> without(Set<StreamClient> known, StreamClient client) {
        known.remove(client);
        return known.isEmpty() ? null : known;
    }
}
