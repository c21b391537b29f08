package dev.botrunner.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes the socket of one connection, which can be asked whether its other side has left. For one thread. */
final class Wire implements JedisSocketFactory {

    private final HostAndPort node;
    private final JedisClientConfig config;
    private final RedisTls tls;
    private final ByteBuffer unasked = ByteBuffer.allocateDirect(1);
    private @Nullable SocketChannel channel;

    Wire(HostAndPort node, JedisClientConfig config, RedisTls tls) {
        this.node = node;
        this.config = config;
        this.tls = tls;
    }

    /** To the first address of the host that takes it. */
    @Override
    public Socket createSocket() {
        Optional<IOException> refused = Optional.empty();
        for (InetAddress address : addresses()) {
            try {
                SocketChannel made = connected(address);
                channel = made;
                return tls.over(made.socket(), node);
            } catch (IOException e) {
                refused = Optional.of(e);
            }
        }
        throw new JedisConnectionException("No connection to " + node, refused.orElse(null));
    }

    /**
     * Asked while no answer is awaited: a server that has gone has closed its sockets, and nobody says anything unasked.
     * Takes no time.
     */
    boolean isQuiet() {
        SocketChannel there = channel;
        if (there == null) {
            return false;
        }
        try {
            there.configureBlocking(false);
            try {
                return there.read(unasked.clear()) == 0;
            } finally {
                there.configureBlocking(true);
            }
        } catch (IOException broken) {
            return false;
        }
    }

    private List<InetAddress> addresses() {
        try {
            List<InetAddress> all = Arrays.asList(InetAddress.getAllByName(node.getHost()));
            Collections.shuffle(all);
            return all;
        } catch (IOException e) {
            throw new JedisConnectionException("No address of " + node, e);
        }
    }

    private SocketChannel connected(InetAddress address) throws IOException {
        SocketChannel made = SocketChannel.open();
        try {
            made.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            made.setOption(StandardSocketOptions.SO_LINGER, 0);
            made.socket().connect(new InetSocketAddress(address, node.getPort()), config.getConnectionTimeoutMillis());
            made.socket().setSoTimeout(config.getSocketTimeoutMillis());
            return made;
        } catch (IOException | RuntimeException failed) {
            made.close();
            throw failed;
        }
    }
}
