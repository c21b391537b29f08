package dev.botrunner.redis.publish;

import java.time.Duration;
import redis.clients.jedis.Connection;

/** Connects to the server that holds the keys of the events, wherever that is now. From any thread. */
@FunctionalInterface
interface Dial {

    /**
     * A new connection, which speaks the second version of the protocol.
     *
     * @param patience how long an answer may take before the connection counts as broken
     * @throws redis.clients.jedis.exceptions.JedisException there is none to be had
     */
    Connection dial(Duration patience);
}
