package dev.botrunner.redis.publish;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EnvelopeJson;
import dev.botrunner.publish.Published;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Writes batches: in pieces, so that the server works on one while the next is being written, and without waiting for
 * an answer between them. From any thread.
 */
final class StreamsWriter {

    /** Small, so that the server has something to do soon. */
    private static final int FIRST_PIECE = 32;

    private static final int PIECE = 112;
    private static final int PIECE_BYTES = 256 * 1024;

    private final Lanes lanes;
    private final EventKeys keys;
    private final Cuts cuts;
    private final Retention retention;
    private final String me = Ulid.of(0, new SecureRandom()).substring(10, 20);
    private final AtomicLong batches = new AtomicLong();

    StreamsWriter(Lanes lanes, EventKeys keys, Cuts cuts, Retention retention) {
        this.lanes = lanes;
        this.keys = keys;
        this.cuts = cuts;
        this.retention = retention;
    }

    Published publish(List<Envelope> batch) {
        if (batch.isEmpty()) {
            return Published.all(0);
        }
        return lanes.say("did not take a batch of events", connection -> publish(batch, connection));
    }

    private Published publish(List<Envelope> batch, Connection connection) {
        var rejected = new ArrayList<Published.Rejected>(0);
        var sent = new ArrayList<CommandArguments>();
        String name = me + "-" + batches.incrementAndGet();
        var piece = new Piece(keys, cuts, retention);
        for (int index = 0; index < batch.size(); index++) {
            Envelope envelope = batch.get(index);
            Optional<Published.Code> refusal = EnvelopeJson.refusal(envelope);
            if (refusal.isPresent()) {
                rejected.add(new Published.Rejected(index, refusal.get()));
                continue;
            }
            byte[] written = EnvelopeJson.bytes(envelope);
            if (piece.events() == (sent.isEmpty() ? FIRST_PIECE : PIECE)
                    || piece.bytes() + written.length > PIECE_BYTES) {
                sent.add(send(piece.call(name, sent.size(), true), connection));
                piece = new Piece(keys, cuts, retention);
            }
            piece.add(envelope, written);
        }
        if (piece.events() > 0) {
            sent.add(send(piece.call(name, sent.size(), false), connection));
        }
        settle(sent, connection);
        return new Published(batch.size() - rejected.size(), rejected);
    }

    private static CommandArguments send(CommandArguments call, Connection connection) {
        connection.sendCommand(call);
        return call;
    }

    /** Reads the answers. Where the server has forgotten the script, all is said again from there on. */
    private static void settle(List<CommandArguments> sent, Connection connection) {
        List<Object> answers = connection.getMany(sent.size());
        for (int index = 0; index < answers.size(); index++) {
            if (answers.get(index) instanceof JedisNoScriptException) {
                Script.PUBLISH.load(connection);
                List<CommandArguments> rest = sent.subList(index, sent.size());
                rest.forEach(connection::sendCommand);
                refuse(connection.getMany(rest.size()));
                return;
            }
            refuse(answers.subList(index, index + 1));
        }
    }

    private static void refuse(List<Object> answers) {
        for (Object answer : answers) {
            if (answer instanceof JedisDataException error) {
                throw error;
            }
        }
    }
}
