package dev.botrunner.control.measure;

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
import io.micrometer.core.instrument.Counter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A broker whose tail counts the events that runners say they have lost, by the link or on a way of their own. All replicas
 * follow the broker; the one that relays the outbox counts, so that the sum over all is right. From any thread.
 */
public final class MirrorMeter implements EventTransport {

    private static final String DEGRADED = "bot.mirror.degraded";
    private static final int REMEMBERED = 1_000;

    private final EventTransport broker;
    private final BooleanSupplier counts;
    private final Counter lost;

    /** The last that were counted: the same event may come again. */
    private final Set<String> seen = Collections.newSetFromMap(Collections.synchronizedMap(new Latest()));

    /** @param counts whether this replica is the one */
    public MirrorMeter(EventTransport broker, Meters meters, BooleanSupplier counts) {
        this.broker = broker;
        this.counts = counts;
        this.lost = Counter.builder(Meters.PREFIX + "mirror.lost")
                .description("Events that runners lost before they left the process")
                .register(meters.registry());
    }

    @Override
    public Subscription tail(EventSink sink) {
        return broker.tail(new Counting(sink));
    }

    private void count(Envelope event) {
        if (event.type().equals(DEGRADED) && counts.getAsBoolean() && seen.add(event.source() + " " + event.id())) {
            long count = event.data()
                    .asObj()
                    .map(data -> data.integerAt("lost"))
                    .orElse(OptionalLong.empty())
                    .orElse(0);
            lost.increment((double) Math.max(0, count));
        }
    }

    @Override
    public Published publish(List<Envelope> batch) throws InterruptedException {
        return broker.publish(batch);
    }

    @Override
    public Slice read(Scope scope, Position after, int limit) {
        return broker.read(scope, after, limit);
    }

    @Override
    public Bounds bounds(Scope scope) {
        return broker.bounds(scope);
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return broker.covers(cursor, event);
    }

    @Override
    public Set<Capability> capabilities() {
        return broker.capabilities();
    }

    /** The broker is not ours to close. */
    @Override
    public void close() {}

    private final class Counting implements EventSink {
        private final EventSink sink;

        private Counting(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void at(Position position) {
            sink.at(position);
        }

        @Override
        public void event(Envelope envelope, Position position) {
            count(envelope);
            sink.event(envelope, position);
        }

        @Override
        public void gap(OptionalLong missing) {
            sink.gap(missing);
        }

        @Override
        public void reset(String epoch) {
            sink.reset(epoch);
        }
    }

    private static final class Latest extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
