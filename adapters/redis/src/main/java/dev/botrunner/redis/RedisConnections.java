package dev.botrunner.redis;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Makes connections to the one server that holds the keys of one hash tag and takes writes: the server of the URL, the
 * master that the sentinels name, or the owner of the tag's slot. From any thread; a connection is for one thread.
 */
public final class RedisConnections {

    private final RedisUrl url;
    private final RedisTimes times;
    private final RedisTls tls;
    private final Primary primary;

    /**
     * @param tag the hash tag of all keys, in braces: {@code {botrunner:q}}
     * @throws IllegalArgumentException the file of the URL's {@code ca} cannot be used
     */
    public RedisConnections(RedisUrl url, String tag, RedisTimes times) {
        this.url = url;
        this.times = times;
        this.tls = RedisTls.of(url.tls());
        this.primary = switch (url.kind()) {
            case SINGLE -> () -> url.nodes().getFirst();
            case SENTINEL -> new SentinelPrimary(url, this::sentinel);
            case CLUSTER -> new ClusterPrimary(url, tag, node -> connect(node, times.connect()));
        };
    }

    /** Where the keys are now. */
    interface Primary {
        HostAndPort find();
    }

    public RedisUrl url() {
        return url;
    }

    public RedisTimes times() {
        return times;
    }

    /** A connection whose answers may take as long as {@link RedisTimes#answer} says. */
    public Connection connect() {
        return watched();
    }

    WatchedConnection watched() {
        return connected(times.answer());
    }

    /**
     * @param answer how long an answer may take; zero: for ever
     * @throws JedisException it cannot be reached, or does not let us in
     */
    public Connection connect(Duration answer) {
        return connected(answer);
    }

    private WatchedConnection connected(Duration answer) {
        WatchedConnection connection = connect(primary.find(), answer);
        try {
            refuseReplica(connection);
            connection.setSoTimeout(Math.toIntExact(answer.toMillis()));
            return connection;
        } catch (RuntimeException failed) {
            close(connection);
            throw failed;
        }
    }

    /** Why Redis does not let us in, where waiting will not mend it; nothing where it does, or does not answer. */
    public Optional<String> refusal() {
        try {
            close(connected(times.answer()));
            return Optional.empty();
        } catch (JedisDataException refused) {
            return RedisTrouble.isOurs(refused) ? Optional.of(RedisTrouble.connecting(url, refused)) : Optional.empty();
        } catch (RuntimeException away) {
            return Optional.empty();
        }
    }

    /** Closes it, whatever state it is in. */
    public static void close(Connection connection) {
        try {
            connection.disconnect();
        } catch (RuntimeException _) {
            // It is gone either way.
        }
    }

    private WatchedConnection connect(HostAndPort node, Duration answer) {
        return open(node, answer, url.login(), url.database());
    }

    private WatchedConnection sentinel(HostAndPort node) {
        return open(node, times.connect(), url.sentinels().orElse(RedisUrl.Login.NONE), 0);
    }

    private WatchedConnection open(HostAndPort node, Duration answer, RedisUrl.Login login, int database) {
        var config = DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(Math.toIntExact(times.connect().toMillis()))
                .socketTimeoutMillis(Math.toIntExact(times.connect().toMillis()))
                .blockingSocketTimeoutMillis(Math.toIntExact(answer.toMillis()))
                .database(database);
        if (login.user().isPresent() || login.passwordFile().isPresent()) {
            config.credentials(credentials(login));
        }
        JedisClientConfig made = config.build();
        return new WatchedConnection(new Wire(node, made, tls), made);
    }

    private static RedisCredentials credentials(RedisUrl.Login login) {
        return new DefaultRedisCredentials(
                login.user().orElse(null),
                login.passwordFile().map(RedisConnections::password).orElse(""));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(
                            ErrorCode.INVALID_CONFIG,
                            "The file with the password of Redis cannot be read: " + file
                                    + ". Expected: a file with nothing but the password"),
                    e);
        }
    }

    /** A replica answers reads with what was true a while ago, and takes no writes. */
    private static void refuseReplica(Connection connection) {
        if (RedisCommands.role(connection)
                .filter(role -> !role.equals("master"))
                .isPresent()) {
            throw new JedisDataException(
                    "READONLY It is a replica: the address of the server that takes writes is expected");
        }
    }
}
