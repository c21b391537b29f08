package dev.botrunner.redis.publish;

import dev.botrunner.loop.Loop;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.EventSink;
import dev.botrunner.publish.Position;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens on all channels for one sink. What is said while nobody listens is gone: each new connection is a gap. Its own
 * beat has to come along too, or the connection counts as broken. Stepped by one thread.
 */
final class PubSubTail implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubTail.class);

    /** How often the beat is to be said. */
    static final Duration BEAT = Duration.ofSeconds(2);

    private static final Duration SILENCE = BEAT.multipliedBy(4);

    private final Dial dial;
    private final EventKeys keys;
    private final EventSink sink;
    private final String epoch;
    private long told;
    private final HeldConnection held = new HeldConnection();

    /** @param epoch of this listener alone: nobody else numbers as it does */
    PubSubTail(Dial dial, EventKeys keys, EventSink sink, String epoch) {
        this.dial = dial;
        this.keys = keys;
        this.sink = new SafeSink(sink);
        this.epoch = epoch;
    }

    @Override
    public String name() {
        return "events-tail";
    }

    /**
     * Listens.
     *
     * @return from where on
     * @throws JedisException the server cannot be reached, or does not let us listen
     */
    Position begin() {
        held.hold(listening());
        return here();
    }

    @Override
    public Did step() {
        try {
            Connection open = held.open();
            if (open == null) {
                open = held.hold(listening());
                LOG.atWarn().log("Events may have been lost while the broker was not heard");
                sink.gap(OptionalLong.empty());
            }
            take((List<?>) open.getUnflushedObject());
            return held.isClosed() ? Did.FINISHED : Did.WORK;
        } catch (JedisException e) {
            held.hangUp();
            if (held.isClosed()) {
                return Did.FINISHED;
            }
            throw Trouble.with("does not tell of new events", e);
        }
    }

    void close() {
        held.close();
    }

    private Connection listening() {
        Connection open = dial.dial(SILENCE);
        try {
            open.sendCommand(new CommandArguments(Protocol.Command.PSUBSCRIBE)
                    .add(keys.channels() + "*")
                    .add(keys.beat()));
            // One answer for each pattern.
            open.getOne();
            open.getOne();
        } catch (JedisException e) {
            open.close();
            throw e;
        }
        return open;
    }

    /** {@code pmessage}, the pattern, the channel, what was said. */
    private void take(List<?> message) {
        if (message.size() != 4 || Page.text(message.get(2)).equals(keys.beat())) {
            sink.at(here());
            return;
        }
        byte[] said = (byte[]) message.get(3);
        switch (EnvelopeJson.read(said)) {
            case EnvelopeJson.Read.Good(Envelope envelope) -> {
                if (!Page.text(message.get(2)).equals(keys.channel(envelope.tenant(), envelope.subject()))) {
                    LOG.atWarn().log("An event came through another session's channel and is left out");
                    return;
                }
                told++;
                if (!held.isClosed()) {
                    sink.event(envelope, here());
                }
            }
            case EnvelopeJson.Read.Bad(var code, String why) ->
                LOG.atWarn()
                        .setMessage("What came over the broker is no event of ours and is left out")
                        .addKeyValue("code", code.word())
                        .addKeyValue("why", why)
                        .log();
        }
    }

    private Position here() {
        return new Position(epoch, Long.toString(told));
    }
}
