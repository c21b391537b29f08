package dev.botrunner.testkit.redis;

import dev.botrunner.testkit.process.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A primary, its replicas, and three Sentinels that watch over them and promote a replica within some seconds. */
public final class SentinelSet implements AutoCloseable {

    /** What the Sentinels call the primary. */
    public static final String NAME = "main";

    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    private SentinelSet() {}

    /** Answers when all know of each other. */
    public static SentinelSet start(RedisPlan plan, int replicas) {
        var set = new SentinelSet();
        try {
            set.open(plan, replicas);
            return set;
        } catch (AssertionError | RuntimeException failed) {
            set.close();
            throw failed;
        }
    }

    private void open(RedisPlan plan, int replicas) {
        servers.add(RedisServer.start(plan));
        RedisServer first = servers.getFirst();
        for (int replica = 0; replica < replicas; replica++) {
            servers.add(RedisServer.start(plan.replicaOf(first)));
        }
        first.awaitReplicas(replicas);
        for (int sentinel = 0; sentinel < SENTINELS; sentinel++) {
            sentinels.add(RedisServer.start(
                    RedisPlan.MEMORY.with(
                            "sentinel monitor " + NAME + " 127.0.0.1 " + first.port() + " " + QUORUM,
                            "sentinel down-after-milliseconds " + NAME + " 1000",
                            "sentinel failover-timeout " + NAME + " 5000",
                            "sentinel parallel-syncs " + NAME + " 1"),
                    true));
        }
        for (RedisServer sentinel : sentinels) {
            Patience.until("the Sentinels to know each other", () -> knowsAll(sentinel, replicas));
        }
    }

    /** {@code redis-sentinel://…/main}. */
    public String url() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/" + NAME));
    }

    /** Who is the primary now, as the first Sentinel says. */
    public RedisServer primary() {
        String port = sentinels
                .getFirst()
                .call("SENTINEL", "get-master-addr-by-name", NAME)
                .lines()
                .toList()
                .getLast();
        return servers.stream()
                .filter(server -> String.valueOf(server.port()).equals(port))
                .findFirst()
                .orElseThrow();
    }

    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** Waits until all Sentinels say that it is another one, and it takes writes. */
    public RedisServer awaitOtherPrimary(RedisServer before) {
        Patience.until(
                "another primary",
                () -> sentinels.stream()
                                .noneMatch(sentinel -> sentinel.call("SENTINEL", "get-master-addr-by-name", NAME)
                                        .endsWith("\n" + before.port()))
                        && primary().info("role").equals("master"));
        return primary();
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }

    private static boolean knowsAll(RedisServer sentinel, int replicas) {
        List<String> about = sentinel.call("SENTINEL", "master", NAME).lines().toList();
        return value(about, "num-other-sentinels").equals(String.valueOf(SENTINELS - 1))
                && value(about, "num-slaves").equals(String.valueOf(replicas));
    }

    private static String value(List<String> pairs, String name) {
        int at = pairs.indexOf(name);
        return at < 0 ? "" : pairs.get(at + 1);
    }
}
