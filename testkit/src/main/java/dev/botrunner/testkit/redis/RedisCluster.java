package dev.botrunner.testkit.redis;

import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Ports;
import dev.botrunner.testkit.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Redis Cluster of three primaries and a replica of each. */
public final class RedisCluster implements AutoCloseable {

    private static final int NODES = 6;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    /** Answers when all nodes say that all slots are served. */
    public static RedisCluster start(RedisPlan plan) {
        var cluster = new RedisCluster();
        try {
            for (int node = 0; node < NODES; node++) {
                cluster.nodes.add(RedisServer.start(plan.with(
                        "cluster-enabled yes",
                        "cluster-config-file nodes.conf",
                        "cluster-node-timeout 1500",
                        "cluster-port " + Ports.free())));
            }
            cluster.join();
            return cluster;
        } catch (AssertionError | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** {@code redis-cluster://} with all nodes. */
    public String url() {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Who serves this key now, as a living node says. */
    public RedisServer primaryOf(String key) {
        RedisServer asked =
                nodes.stream().filter(RedisServer::isAlive).findFirst().orElseThrow();
        int slot = Integer.parseInt(asked.call("CLUSTER", "KEYSLOT", key));
        String port = asked.call("CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("master") && !line.contains("fail") && serves(line, slot))
                .map(line -> line.substring(line.indexOf(':') + 1, line.indexOf('@')))
                .findFirst()
                .orElse("");
        return nodes.stream()
                .filter(node -> String.valueOf(node.port()).equals(port))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody serves " + key));
    }

    /** Waits until another one serves this key. */
    public RedisServer awaitOtherPrimaryOf(String key, RedisServer before) {
        Patience.until("another primary of " + key, () -> {
            try {
                return primaryOf(key).port() != before.port();
            } catch (AssertionError nobodyYet) {
                return false;
            }
        });
        return primaryOf(key);
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }

    private void join() {
        var words = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        nodes.forEach(node -> words.add("127.0.0.1:" + node.port()));
        words.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        try (Program creation =
                Program.start("redis-cluster", words, Path.of(System.getProperty("java.io.tmpdir")), Map.of())) {
            if (creation.awaitExit() != 0) {
                throw new AssertionError("The cluster cannot be made.\n" + creation.log());
            }
        }
        for (RedisServer node : nodes) {
            Patience.until("the cluster", () -> isWhole(node));
        }
    }

    private static boolean isWhole(RedisServer node) {
        String info = node.call("CLUSTER", "INFO");
        long replicas = node.call("CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("slave"))
                .count();
        return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:" + SLOTS) && replicas == NODES / 2;
    }

    /** Whether one of the ranges at the end of a node's line holds the slot. */
    private static boolean serves(String line, int slot) {
        String[] fields = line.split(" ", -1);
        for (int field = 8; field < fields.length; field++) {
            String[] ends = fields[field].split("-", -1);
            if (!fields[field].startsWith("[")
                    && Integer.parseInt(ends[0]) <= slot
                    && slot <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }
}
