package dev.botrunner.redis.publish;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Topics;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Ulid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Which log an event goes into. From any thread. */
final class Cuts {

    private static final String TENANT = "tenant:";
    private static final String ROOM = "room:";
    private static final int REMEMBERED = 10_000;

    private final Topics topics;
    private final Topics.Cut cut;

    /** Guards {@code rooms}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, String> rooms = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Every session has a stream of its own in any case, so that by itself all go into one log. */
    Cuts(Topics topics) {
        this.topics = topics;
        this.cut = topics.cut().orElse(Topics.Cut.SESSION);
    }

    String of(Envelope envelope) {
        return switch (cut) {
            case SESSION, SHARED -> EventKeys.SHARED;
            case TENANT -> TENANT + envelope.tenant();
            case ROOM -> room(envelope.subject()).map(ROOM::concat).orElse(EventKeys.SHARED);
        };
    }

    /** Whether events of this scope may be in that log. */
    static boolean mayHold(String log, Scope scope) {
        return switch (scope) {
            case Scope.All _ -> true;
            case Scope.OfTenant(Tenant tenant) -> !log.startsWith(TENANT) || log.equals(TENANT + tenant.name());
            case Scope.Session(Tenant tenant, SessionId _) ->
                !log.startsWith(TENANT) || log.equals(TENANT + tenant.name());
        };
    }

    /** A session stays in its room, so that it is asked for once. */
    private Optional<String> room(String session) {
        lock.lock();
        try {
            String known = rooms.get(session);
            if (known != null) {
                return Optional.of(known);
            }
        } finally {
            lock.unlock();
        }
        Optional<String> room = Ulid.isValid(session) ? topics.rooms().apply(new SessionId(session)) : Optional.empty();
        lock.lock();
        try {
            room.ifPresent(name -> rooms.put(session, name));
        } finally {
            lock.unlock();
        }
        return room;
    }
}
