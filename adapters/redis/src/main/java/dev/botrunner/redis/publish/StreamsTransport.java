package dev.botrunner.redis.publish;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Bounds;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.publish.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Events in Redis Streams: each goes with one id into a log, which is followed, and into its session's stream, which is
 * that session's history. Both are bounded by number and age. Redis keeps them over the death of its process where it
 * writes an append-only file; after a restart it counts as another broker all the same, since it may have lost its last
 * second. From any thread. A crash of ours loses nothing that was acknowledged.
 */
public final class StreamsTransport implements EventTransport {

    private final Dial dial;
    private final EventKeys keys;
    private final Retention retention;
    private final Lanes lanes;
    private final StreamsWriter writer;
    private final StreamsReader reader;
    private final Fitness fitness;
    private final Tails tails;

    /** Asks the server where it stands, so that one that is not fit is noticed at once. */
    StreamsTransport(Dial dial, Duration patience, EventKeys keys, Topics topics, Retention retention, Ticker ticker) {
        this.dial = dial;
        this.keys = keys;
        this.retention = retention;
        this.lanes = new Lanes(dial, patience, ticker);
        this.tails = new Tails(ticker);
        this.writer = new StreamsWriter(lanes, keys, new Cuts(topics), retention);
        this.reader = new StreamsReader(lanes, keys, retention);
        try {
            standing();
            this.fitness = lanes.say("does not tell about itself", Fitness::ask).told();
        } catch (RuntimeException failed) {
            lanes.close();
            throw failed;
        }
    }

    @Override
    public Published publish(List<Envelope> batch) {
        return writer.publish(batch);
    }

    @Override
    public Subscription tail(EventSink sink) {
        Standing from = standing();
        sink.at(from.position());
        var tail = new StreamsTail(dial, keys, retention, sink, from);
        return tails.start(tail, tail::close);
    }

    @Override
    public Slice read(Scope scope, Position after, int limit) {
        return reader.read(scope, after, limit);
    }

    @Override
    public Bounds bounds(Scope scope) {
        return reader.bounds(scope);
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return cursor.epoch().equals(event.epoch())
                && !cursor.epoch().isEmpty()
                && EventId.number(cursor.at()) >= EventId.number(event.at());
    }

    @Override
    public Set<Capability> capabilities() {
        return fitness.durable() ? Set.of(Capability.REPLAY, Capability.DURABLE) : Set.of(Capability.REPLAY);
    }

    @Override
    public void close() {
        tails.close();
        lanes.close();
    }

    private Standing standing() {
        return lanes.say("does not say where it stands", connection -> Standing.ask(connection, keys, retention));
    }
}
