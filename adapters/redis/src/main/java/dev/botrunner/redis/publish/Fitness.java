package dev.botrunner.redis.publish;

import dev.botrunner.redis.RedisCommands;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/**
 * What a server says about itself that matters for events.
 *
 * @param durable whether it writes an append-only file, so that the death of its process loses nothing
 * @param evicting whether it throws keys away when its memory is full
 */
record Fitness(boolean durable, boolean evicting) {

    private static final Logger LOG = LoggerFactory.getLogger(Fitness.class);

    static Fitness ask(Connection connection) {
        boolean durable = value(connection, "persistence", "aof_enabled")
                .filter("1"::equals)
                .isPresent();
        boolean evicting = value(connection, "memory", "maxmemory_policy")
                .filter(policy -> !policy.equals("noeviction"))
                .isPresent();
        return new Fitness(durable, evicting);
    }

    /** Says once what an operator should know. */
    Fitness told() {
        if (evicting) {
            LOG.atWarn()
                    .setMessage(
                            "Redis throws events away when its memory is full: set its maxmemory-policy to noeviction")
                    .log();
        }
        return this;
    }

    private static Optional<String> value(Connection connection, String section, String name) {
        String info = Page.text(connection.executeCommand(RedisCommands.command(Protocol.Command.INFO, section)));
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
