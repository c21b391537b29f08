package dev.botrunner.testkit.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a Redis is to be.
 *
 * @param appendOnly whether it writes an append-only file, synced each second, so that its data is there after a restart
 * @param lines more lines of its configuration, for example {@code user bob on >secret ~* +@all}
 * @param certificates it speaks TLS only, with these
 */
public record RedisPlan(boolean appendOnly, List<String> lines, Optional<Certificates> certificates) {

    /** Keeps nothing on disk. */
    public static final RedisPlan MEMORY = new RedisPlan(false, List.of(), Optional.empty());

    /** Keeps its data over a restart. */
    public static final RedisPlan DURABLE = new RedisPlan(true, List.of(), Optional.empty());

    public RedisPlan {
        lines = List.copyOf(lines);
    }

    public RedisPlan with(String... more) {
        var all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return new RedisPlan(appendOnly, all, certificates);
    }

    public RedisPlan tls(Certificates own) {
        return new RedisPlan(appendOnly, lines, Optional.of(own));
    }

    /** Follows this one. */
    public RedisPlan replicaOf(RedisServer primary) {
        return with("replicaof 127.0.0.1 " + primary.port());
    }

    List<String> configuration(int port, boolean sentinel) {
        var all = new ArrayList<String>();
        all.add("bind 127.0.0.1");
        all.add((certificates.isPresent() ? "tls-port " : "port ") + port);
        certificates.ifPresent(own -> all.addAll(List.of(
                "port 0",
                "tls-cert-file " + own.certificate(),
                "tls-key-file " + own.key(),
                "tls-ca-cert-file " + own.certificate(),
                "tls-auth-clients no",
                "tls-replication yes")));
        if (!sentinel) {
            all.addAll(List.of(
                    "save \"\"",
                    "appendonly " + (appendOnly ? "yes" : "no"),
                    "appendfsync everysec",
                    "repl-diskless-sync-delay 0",
                    "enable-debug-command yes"));
        }
        all.addAll(lines);
        return all;
    }
}
