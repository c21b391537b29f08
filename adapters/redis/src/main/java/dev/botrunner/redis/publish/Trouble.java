package dev.botrunner.redis.publish;

import dev.botrunner.redis.RedisTrouble;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import redis.clients.jedis.exceptions.JedisDataException;

/** What went wrong with the broker, in words for an operator. */
final class Trouble {

    private Trouble() {}

    static DependencyException with(String doing, RuntimeException cause) {
        String why = cause instanceof JedisDataException error
                ? RedisTrouble.of(error).failure().detail()
                : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new DependencyException(
                new Failure(ErrorCode.BROKER_UNAVAILABLE, "Redis, which carries the events, " + doing + ": " + why),
                cause);
    }

    static DependencyException busy() {
        return new DependencyException(new Failure(
                ErrorCode.BROKER_UNAVAILABLE,
                "Redis, which carries the events, is too slow: all connections to it are in use"));
    }
}
