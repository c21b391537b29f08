package dev.botrunner.redis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.HostAndPort;

/**
 * Which Redis, and how to get to it: {@code redis://[user@]host[:port][/db]}, {@code rediss://} the same over TLS, {@code
 * redis-sentinel://[user@]host[:port],…/master[/db]} and {@code redis-cluster://[user@]host[:port],…}. Parameters: {@code
 * password-file}, {@code ca} (a PEM file: who may have signed the server's certificate), {@code tls=true} (for Sentinel
 * and Cluster), {@code sentinel-user}, {@code sentinel-password-file}. A password in the URL is refused: it would stand in
 * process lists and logs.
 *
 * @param nodes the server; or sentinels, or some nodes of the cluster, to ask in this order
 * @param master what the sentinels call it; empty for the other kinds
 * @param login absent: as the user {@code default} without a password, unless there is one
 */
public record RedisUrl(
        Kind kind,
        List<HostAndPort> nodes,
        String master,
        int database,
        Login login,
        Optional<Login> sentinels,
        Tls tls) {

    public static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis-sentinel", "redis-cluster");

    public RedisUrl {
        nodes = List.copyOf(nodes);
    }

    /** How the server that holds the keys is found. */
    public enum Kind {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /** The password is read at each connection, so that it may change. */
    public record Login(Optional<String> user, Optional<Path> passwordFile) {
        public static final Login NONE = new Login(Optional.empty(), Optional.empty());
    }

    /** @param authority who signs, where it is not one of those that the machine trusts */
    public record Tls(boolean on, Optional<Path> authority) {}

    /** @throws IllegalArgumentException it is none; the message says what is expected and never repeats the URL */
    public static RedisUrl parse(String url) {
        return new RedisUrlReader(url).read();
    }

    /** With this password file, unless the URL names one itself. */
    public RedisUrl withPasswordFile(Optional<Path> file) {
        if (file.isEmpty() || login.passwordFile().isPresent()) {
            return this;
        }
        return new RedisUrl(kind, nodes, master, database, new Login(login.user(), file), sentinels, tls);
    }

    /** Fit for logs: without the user. */
    @Override
    public String toString() {
        var text = new StringBuilder(
                switch (kind) {
                    case SINGLE -> tls.on() ? "rediss://" : "redis://";
                    case SENTINEL -> "redis-sentinel://";
                    case CLUSTER -> "redis-cluster://";
                });
        text.append(String.join(",", nodes.stream().map(HostAndPort::toString).toList()));
        if (kind == Kind.SENTINEL) {
            text.append('/').append(master);
        }
        if (database != 0) {
            text.append('/').append(database);
        }
        return text.toString();
    }
}
