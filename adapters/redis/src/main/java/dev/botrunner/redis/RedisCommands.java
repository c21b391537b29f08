package dev.botrunner.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Commands and answers as they go over the wire. Answers are {@code byte[]}, {@code Long}, {@code List} and {@code null}. */
public final class RedisCommands {

    private RedisCommands() {}

    public static CommandArguments command(ProtocolCommand command, String... arguments) {
        var all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument.getBytes(UTF_8));
        }
        return all;
    }

    /** What Redis says about its own part: {@code master}, {@code slave}; nothing where we may not ask. */
    static Optional<String> role(Connection connection) {
        try {
            connection.sendCommand(Command.ROLE);
            return list(connection.getOne()).stream().findFirst().map(RedisCommands::text);
        } catch (JedisAccessControlException _) {
            return Optional.empty();
        }
    }

    public static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(answer);
    }

    /** The items of an answer; none where it is no list. */
    public static List<Object> list(Object answer) {
        if (!(answer instanceof List<?> items)) {
            return List.of();
        }
        var all = new ArrayList<Object>(items.size());
        items.forEach(all::add);
        return all;
    }

    public static long number(Object answer) {
        return answer instanceof Long number ? number : Long.parseLong(text(answer));
    }
}
