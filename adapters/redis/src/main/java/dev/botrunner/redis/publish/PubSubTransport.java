package dev.botrunner.redis.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Events over Redis Pub/Sub, a channel for each session. Nothing is kept: who does not listen has lost what was said
 * meanwhile, and is told so. What was acknowledged may have reached nobody. From any thread.
 */
public final class PubSubTransport implements EventTransport {

    private static final Pace BEATS =
            new Pace(PubSubTail.BEAT, PubSubTail.BEAT, Duration.ofMillis(500), PubSubTail.BEAT, Duration.ofSeconds(30));

    private final Dial dial;
    private final EventKeys keys;
    private final Lanes lanes;
    private final String epoch = Standing.freshEpoch();
    private final LoopRunner beats;
    private final Tails tails;

    /** Asks the server for an answer, so that one that is not fit is noticed at once. */
    PubSubTransport(Dial dial, Duration patience, EventKeys keys, Ticker ticker) {
        this.dial = dial;
        this.keys = keys;
        this.lanes = new Lanes(dial, patience, ticker);
        this.tails = new Tails(ticker);
        try {
            answers();
        } catch (RuntimeException failed) {
            lanes.close();
            throw failed;
        }
        this.beats = LoopRunner.start(new Beats(), BEATS, ticker);
    }

    @Override
    public Published publish(List<Envelope> batch) {
        return lanes.say("did not take a batch of events", connection -> publish(batch, connection));
    }

    private Published publish(List<Envelope> batch, Connection connection) {
        var rejected = new ArrayList<Published.Rejected>(0);
        for (int index = 0; index < batch.size(); index++) {
            Envelope envelope = batch.get(index);
            Optional<Published.Code> refusal = EnvelopeJson.refusal(envelope);
            if (refusal.isPresent()) {
                rejected.add(new Published.Rejected(index, refusal.get()));
            } else {
                connection.sendCommand(
                        Protocol.Command.PUBLISH,
                        bytes(keys.channel(envelope.tenant(), envelope.subject())),
                        EnvelopeJson.bytes(envelope));
            }
        }
        int sent = batch.size() - rejected.size();
        for (Object answer : connection.getMany(sent)) {
            if (answer instanceof JedisDataException error) {
                throw error;
            }
        }
        return new Published(sent, rejected);
    }

    @Override
    public Subscription tail(EventSink sink) {
        var tail = new PubSubTail(dial, keys, sink, epoch);
        try {
            sink.at(tail.begin());
        } catch (JedisException e) {
            throw Trouble.with("does not tell of new events", e);
        }
        return tails.start(tail, tail::close);
    }

    /** Nothing is kept, and what may have been there is not known. */
    @Override
    public Slice read(Scope scope, Position after, int limit) {
        return new Slice(List.of(), bounds(scope).latest(), true, true);
    }

    @Override
    public Bounds bounds(Scope scope) {
        answers();
        return new Bounds(Optional.empty(), new Position(epoch, "0"));
    }

    @Override
    public boolean covers(Position cursor, Position event) {
        return cursor.epoch().equals(event.epoch())
                && !cursor.epoch().isEmpty()
                && Long.parseLong(cursor.at()) >= Long.parseLong(event.at());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public void close() {
        tails.close();
        beats.close();
        lanes.close();
    }

    private void answers() {
        lanes.say("does not answer", Connection::ping);
    }

    private static byte[] bytes(String channel) {
        return channel.getBytes(UTF_8);
    }

    /** Says the beat: a listener that does not hear it is not connected any more, or would not know. */
    private final class Beats implements Loop {

        @Override
        public String name() {
            return "events-beat";
        }

        @Override
        public Did step() {
            lanes.say("does not take the beat", connection -> {
                connection.sendCommand(Protocol.Command.PUBLISH, bytes(keys.beat()), bytes(epoch));
                return connection.getIntegerReply();
            });
            return Did.NOTHING;
        }
    }
}
