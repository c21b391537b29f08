package dev.botrunner.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A command that several callers may say together: what each of them adds follows one after another, and the answer has
 * one item for each, behind those for all.
 *
 * @param kind commands of one kind may be said together: the common arguments of one serve all
 * @param own what this one adds
 */
public record SharedCommand(Command command, String kind, List<byte[]> common, List<byte[]> own) implements Saying {

    @Override
    public CommandArguments arguments() {
        var all = new CommandArguments(command);
        common.forEach(all::add);
        addOwn(all);
        return all;
    }

    void addOwn(CommandArguments all) {
        own.forEach(all::add);
    }
}
