package dev.botrunner.e2e.flow;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker without threads: whoever publishes tells the readers, so that a schedule can be played again. */
final class SimBroker implements EventTransport {

    private static final String EPOCH = "sim";

    private final List<EventSink> readers = new ArrayList<>();
    private final List<Slice.Entry> log = new ArrayList<>();

    @Override
    public Published publish(List<Envelope> batch) {
        for (Envelope envelope : batch) {
            var position = position(log.size() + 1);
            log.add(new Slice.Entry(envelope, position));
            readers.forEach(reader -> reader.event(envelope, position));
        }
        return Published.all(batch.size());
    }

    private static Position position(int at) {
        return new Position(EPOCH, Integer.toString(at));
    }

    @Override
    public Subscription tail(EventSink sink) {
        readers.add(sink);
        sink.at(position(log.size()));
        return () -> readers.remove(sink);
    }

    @Override
    public Slice read(Scope scope, Position after, int limit) {
        int from = after.equals(Position.START) ? 0 : Integer.parseInt(after.at());
        List<Slice.Entry> events = log.subList(from, log.size()).stream()
                .filter(entry -> scope.takes(entry.envelope()))
                .limit(limit)
                .toList();
        return new Slice(events, events.isEmpty() ? after : events.getLast().position(), false, events.size() < limit);
    }

    @Override
    public Bounds bounds(Scope scope) {
        return new Bounds(log.isEmpty() ? Optional.empty() : Optional.of(position(1)), position(log.size()));
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return Integer.parseInt(cursor.at()) >= Integer.parseInt(event.at());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.REPLAY);
    }

    @Override
    public void close() {}
}
