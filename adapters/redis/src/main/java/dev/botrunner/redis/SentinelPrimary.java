package dev.botrunner.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks the sentinels, one after the other, who is master. */
final class SentinelPrimary implements RedisConnections.Primary {

    private final RedisUrl url;
    private final Function<HostAndPort, Connection> connecting;

    SentinelPrimary(RedisUrl url, Function<HostAndPort, Connection> connecting) {
        this.url = url;
        this.connecting = connecting;
    }

    @Override
    public HostAndPort find() {
        @Nullable JedisException last = null;
        for (HostAndPort sentinel : url.nodes()) {
            try {
                Optional<HostAndPort> master = ask(sentinel);
                if (master.isPresent()) {
                    return master.get();
                }
            } catch (JedisException failed) {
                last = failed;
            }
        }
        String what = "None of the " + url.nodes().size() + " sentinels names a master '" + url.master() + "'";
        throw last == null ? new JedisConnectionException(what) : new JedisConnectionException(what, last);
    }

    private Optional<HostAndPort> ask(HostAndPort sentinel) {
        Connection connection = connecting.apply(sentinel);
        try {
            connection.sendCommand(Command.SENTINEL, "get-master-addr-by-name", url.master());
            List<Object> address = RedisCommands.list(connection.getOne());
            return address.size() == 2
                    ? Optional.of(new HostAndPort(
                            RedisCommands.text(address.get(0)), Integer.parseInt(RedisCommands.text(address.get(1)))))
                    : Optional.empty();
        } finally {
            RedisConnections.close(connection);
        }
    }
}
