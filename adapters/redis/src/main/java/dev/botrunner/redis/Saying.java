package dev.botrunner.redis;

import redis.clients.jedis.CommandArguments;

/** A command as its caller says it. */
sealed interface Saying permits Saying.Alone, SharedCommand {

    /** When nobody says it together with this one. */
    CommandArguments arguments();

    record Alone(CommandArguments arguments) implements Saying {}
}
