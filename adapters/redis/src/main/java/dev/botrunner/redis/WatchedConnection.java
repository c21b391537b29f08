package dev.botrunner.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;

/** A connection that can be asked, before anything is said over it, whether anybody would hear it. */
final class WatchedConnection extends Connection {

    private final Wire wire;

    WatchedConnection(Wire wire, JedisClientConfig config) {
        super(wire, config);
        this.wire = wire;
    }

    /** While no answer is awaited. */
    boolean stands() {
        return !isBroken() && isConnected() && wire.isQuiet();
    }
}
