package dev.botrunner.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Asks nodes of the cluster for a key of our tag: the owner answers, the others say who it is. */
final class ClusterPrimary implements RedisConnections.Primary {

    private final RedisUrl url;
    private final String key;
    private final Function<HostAndPort, Connection> connecting;
    private volatile @Nullable HostAndPort last;

    ClusterPrimary(RedisUrl url, String tag, Function<HostAndPort, Connection> connecting) {
        this.url = url;
        this.key = tag + ":owner";
        this.connecting = connecting;
    }

    @Override
    public HostAndPort find() {
        @Nullable JedisException failure = null;
        for (HostAndPort node : nodes()) {
            try {
                HostAndPort owner = ask(node);
                last = owner;
                return owner;
            } catch (JedisException failed) {
                failure = failed;
            }
        }
        if (failure == null) {
            throw new JedisConnectionException("The cluster has no nodes");
        }
        throw failure;
    }

    /** The owner of the last time first; where it is gone, another node knows its successor. */
    private Set<HostAndPort> nodes() {
        var nodes = new LinkedHashSet<HostAndPort>();
        HostAndPort owner = last;
        if (owner != null) {
            nodes.add(owner);
        }
        nodes.addAll(url.nodes());
        return nodes;
    }

    private HostAndPort ask(HostAndPort node) {
        Connection connection = connecting.apply(node);
        try {
            connection.sendCommand(Command.EXISTS, key);
            connection.getOne();
            return node;
        } catch (JedisMovedDataException moved) {
            HostAndPort owner = moved.getTargetNode();
            return owner.getHost().isEmpty() ? new HostAndPort(node.getHost(), owner.getPort()) : owner;
        } finally {
            RedisConnections.close(connection);
        }
    }
}
