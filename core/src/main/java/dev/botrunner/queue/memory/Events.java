package dev.botrunner.queue.memory;

import dev.botrunner.publish.Envelope;
import dev.botrunner.queue.OutboxEntry;
import dev.botrunner.session.LifecycleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of written steps that no broker has acknowledged yet, in the order in which they were written. Guarded by the store's lock. */
final class Events {

    /** Above this, progress is left out and joins are refused. */
    static final int LIMIT = 200_000;

    private final Map<String, OutboxEntry> waiting = new LinkedHashMap<>();
    private long last;

    boolean isFull() {
        return waiting.size() > LIMIT;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long size() {
        return waiting.size();
    }

    /** Before the head changes: the spec, which goes with the end, says what the request's trace was. */
    void append(Stored of, List<LifecycleEvent> events) {
        for (LifecycleEvent event : events) {
            if (isFull() && event.type().equals(LifecycleEvent.PROGRESS)) {
                continue;
            }
            var entry = new OutboxEntry(Long.toString(++last), envelope(of, event, of.traceparent()));
            waiting.put(entry.id(), entry);
        }
    }

    List<OutboxEntry> oldest(int limit) {
        var oldest = new ArrayList<OutboxEntry>(Math.min(limit, waiting.size()));
        for (OutboxEntry entry : waiting.values()) {
            if (oldest.size() >= limit) {
                break;
            }
            oldest.add(entry);
        }
        return oldest;
    }

    void published(Collection<OutboxEntry> entries) {
        entries.forEach(entry -> waiting.remove(entry.id(), entry));
    }

    private static Envelope envelope(Stored of, LifecycleEvent event, Optional<String> traceparent) {
        return new Envelope(
                event.id(),
                "/sessions/" + of.id,
                event.type(),
                of.id.value(),
                event.time(),
                "urn:botrunner:" + event.type() + ":1",
                of.lane.tenant().name(),
                of.lane.bot().name(),
                event.attempt(),
                event.epoch(),
                event.number(),
                traceparent,
                event.data());
    }
}
