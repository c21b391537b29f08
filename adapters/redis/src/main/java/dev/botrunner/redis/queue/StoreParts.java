package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.redis.RedisCalls;
import dev.botrunner.redis.RedisCommands;
import dev.botrunner.redis.RedisReply;
import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the four ports stand on. */
record StoreParts(
        RedisCalls calls,
        RedisKeys keys,
        Scripts scripts,
        Records records,
        News news,
        Caps caps,
        Ticker ticker,
        Terms terms) {

    /**
     * @param recordTtl how long a record stands after its end
     * @param strict whether a replica has what was accepted before its caller is told
     */
    record Terms(Duration recordTtl, boolean strict) {}

    /** What is heard of others' steps, and those who wait for it. */
    record News(Pokes pokes, Waiters waiters) {}

    Duration recordTtl() {
        return terms.recordTtl();
    }

    Optional<SessionSpec> spec(SessionId id) {
        RedisReply reply = plain(Command.GET, keys.spec(id.value()));
        if (reply.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SpecJson.read(reply.text()));
        } catch (UnreadableRecord e) {
            throw RedisTrouble.unavailable("The spec of session " + id + " cannot be read: " + e.why());
        }
    }

    /** A command that may be repeated. */
    RedisReply plain(Command command, String... arguments) {
        var all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument.getBytes(UTF_8));
        }
        try {
            return calls.read(all);
        } catch (JedisDataException error) {
            throw RedisTrouble.of(error);
        }
    }

    static String text(Object item) {
        return RedisCommands.text(item);
    }
}
