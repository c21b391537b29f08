package dev.botrunner.redis.publish;

import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ulid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;

/**
 * Reads history: a session's from its own stream, all else from the logs, of which what is not wanted is left out. From
 * any thread.
 */
final class StreamsReader {

    /** How far a tenant's first event is looked for; it is a place to begin at, so an event of somebody else's will do. */
    private static final int LOOKED_AT = 64;

    private final Lanes lanes;
    private final EventKeys keys;
    private final Retention retention;

    StreamsReader(Lanes lanes, EventKeys keys, Retention retention) {
        this.lanes = lanes;
        this.keys = keys;
        this.retention = retention;
    }

    Slice read(Scope scope, Position after, int limit) {
        Found found = find(scope, after, limit);
        var events = new ArrayList<Slice.Entry>(found.page.entries().size());
        for (Page.Entry entry : found.page.entries()) {
            Optional<Envelope> envelope = entry.envelope().filter(scope::takes);
            envelope.ifPresent(
                    event -> events.add(new Slice.Entry(event, entry.id().in(found.epoch))));
        }
        EventId next = found.page.reached().orElse(found.last);
        return new Slice(
                events, next.in(found.epoch), found.gap, found.page.reached().isEmpty());
    }

    Bounds bounds(Scope scope) {
        Found found = find(scope, Position.START, scope instanceof Scope.OfTenant ? LOOKED_AT : 1);
        Optional<EventId> own = found.page.entries().stream()
                .filter(entry -> entry.envelope().filter(scope::takes).isPresent())
                .map(Page.Entry::id)
                .findFirst();
        Optional<EventId> earliest = scope instanceof Scope.Session ? own : own.or(() -> found.earliest);
        return new Bounds(earliest.map(id -> id.in(found.epoch)), found.last.in(found.epoch));
    }

    /** What the server answered. */
    private record Found(String epoch, EventId last, boolean gap, Optional<EventId> earliest, Page page) {

        static Found of(List<?> answer, int firstPage, int limit) {
            var pages = new ArrayList<List<?>>();
            for (int index = firstPage; index < answer.size(); index++) {
                pages.add((List<?>) answer.get(index));
            }
            return new Found(
                    Page.text(answer.get(0)),
                    EventId.of(Page.text(answer.get(1))),
                    !answer.get(2).equals(0L) || !answer.get(3).equals(0L),
                    EventId.read(Page.text(answer.get(4))),
                    Page.of(pages, limit));
        }
    }

    private Found find(Scope scope, Position after, int limit) {
        return lanes.say("did not say what there is of past events", connection -> switch (scope) {
            case Scope.Session(var _, var id) -> session(connection, id, after, limit);
            case Scope.OfTenant _, Scope.All _ -> logs(connection, scope, after, limit);
        });
    }

    private Found session(Connection connection, SessionId id, Position after, int limit) {
        var words = words(after, limit);
        words.add(String.valueOf(Ulid.time(id.value()).toEpochMilli()));
        words.add(String.valueOf(retention.age().toMillis()));
        var answer = (List<?>) Script.READ.run(connection, List.of(keys.last(), keys.epoch(), keys.session(id)), words);
        return Found.of(answer, 5, limit);
    }

    private Found logs(Connection connection, Scope scope, Position after, int limit) {
        var names = new ArrayList<>(List.of(keys.last(), keys.epoch()));
        Standing.ask(connection, keys, retention).logs().stream()
                .filter(log -> Cuts.mayHold(log, scope))
                .forEach(log -> names.add(keys.log(log)));
        return Found.of((List<?>) Script.SCAN.run(connection, names, words(after, limit)), 5, limit);
    }

    private static List<String> words(Position after, int limit) {
        var words = new ArrayList<String>();
        words.add(Standing.freshEpoch());
        if (after.equals(Position.START)) {
            words.addAll(List.of("", ""));
        } else {
            // What is no id of ours cannot be of this epoch either.
            Optional<EventId> id = EventId.read(after.at());
            words.addAll(id.isPresent() ? List.of(after.epoch(), id.get().toString()) : List.of("?", "0-0"));
        }
        words.add(String.valueOf(limit));
        return words;
    }
}
