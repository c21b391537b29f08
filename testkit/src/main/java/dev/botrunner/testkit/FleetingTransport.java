package dev.botrunner.testkit;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A broker that keeps nothing, like one that only passes messages on; and that can lose some, or be another one, when
 * told to. Tells its tails on the publisher's thread. From any thread.
 */
public final class FleetingTransport implements EventTransport {

    private final ReentrantLock lock = new ReentrantLock();
    private final CopyOnWriteArrayList<EventSink> sinks = new CopyOnWriteArrayList<>();
    private String epoch = "e1";
    private long last;

    /** So many events are lost. */
    public void lose(long count) {
        lock.lock();
        try {
            last += count;
            sinks.forEach(sink -> sink.gap(OptionalLong.of(count)));
        } finally {
            lock.unlock();
        }
    }

    /** It is another broker from now on. */
    public void restart(String newEpoch) {
        lock.lock();
        try {
            epoch = newEpoch;
            last = 0;
            sinks.forEach(sink -> sink.reset(newEpoch));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Published publish(List<Envelope> batch) {
        var rejected = new ArrayList<Published.Rejected>();
        lock.lock();
        try {
            for (int index = 0; index < batch.size(); index++) {
                Envelope envelope = batch.get(index);
                Optional<Published.Code> refusal = EnvelopeJson.refusal(envelope);
                if (refusal.isPresent()) {
                    rejected.add(new Published.Rejected(index, refusal.get()));
                    continue;
                }
                last++;
                sinks.forEach(sink -> sink.event(envelope, here()));
            }
        } finally {
            lock.unlock();
        }
        return new Published(batch.size() - rejected.size(), rejected);
    }

    @Override
    public Subscription tail(EventSink sink) {
        lock.lock();
        try {
            sinks.add(sink);
            sink.at(here());
        } finally {
            lock.unlock();
        }
        return () -> sinks.remove(sink);
    }

    @Override
    public Slice read(Scope scope, Position after, int limit) {
        return new Slice(List.of(), bounds(scope).latest(), true, true);
    }

    @Override
    public Bounds bounds(Scope scope) {
        lock.lock();
        try {
            return new Bounds(Optional.empty(), here());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return cursor.epoch().equals(event.epoch()) && Long.parseLong(cursor.at()) >= Long.parseLong(event.at());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void close() {
        sinks.clear();
    }

    private Position here() {
        return new Position(epoch, Long.toString(last));
    }
}
