package dev.botrunner.redis.publish;

import dev.botrunner.testkit.contracts.BrokerTrouble;
import dev.botrunner.testkit.redis.RedisProxy;
import dev.botrunner.testkit.redis.RedisServer;

/** What happens to a Redis behind a proxy. */
record SickRedis(RedisServer server, RedisProxy proxy) implements BrokerTrouble, AutoCloseable {

    static SickRedis start() {
        RedisServer server = RedisServer.start();
        return new SickRedis(server, RedisProxy.before(server));
    }

    String url() {
        return proxy.url();
    }

    @Override
    public void cut() {
        proxy.cut();
    }

    @Override
    public void freeze() {
        server.freeze();
    }

    @Override
    public void thaw() {
        server.thaw();
    }

    @Override
    public void forget() {
        server.kill();
        proxy.cut();
        server.startAgainEmpty();
    }

    @Override
    public void trim() {
        for (String kind : new String[] {"log", "session"}) {
            server.call("KEYS", "*:" + kind + ":*").lines().forEach(key -> server.call("XTRIM", key, "MAXLEN", "5"));
        }
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
