package dev.botrunner.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.testkit.process.ProcessTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {

    @Test
    void nothingIsLeftOfItAfterwards() {
        long pid;
        try (RedisServer server = RedisServer.start()) {
            pid = server.pid();
            assertThat(server.call("PING")).isEqualTo("PONG");
        }
        ProcessTable.awaitGone(pid);
    }

    @Test
    void oneThatWritesAFileHasItsDataAfterItWasKilled() {
        try (RedisServer server = RedisServer.start(RedisPlan.DURABLE)) {
            server.call("SET", "a", "1");
            server.kill();
            server.startAgain();
            assertThat(server.call("GET", "a")).isEqualTo("1");
            server.stop();
            server.startAgain();
            assertThat(server.call("GET", "a")).isEqualTo("1");
            server.kill();
            server.startAgainEmpty();
            assertThat(server.call("GET", "a")).isEmpty();
        }
    }

    @Test
    void usersAreAskedForTheirPasswords() {
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY.with("user bob on >secret ~b:* +get"))) {
            assertThat(server.url("bob", "secret")).contains("bob@").doesNotContain(":secret");
            try (RedisTalk talk = server.talk()) {
                assertThat(talk.call("AUTH", "bob", "secret")).isEqualTo("OK");
                assertThat(talk.tell("GET", "a")).startsWith("-NOPERM");
                assertThat(talk.tell("GET", "b:1")).isEmpty();
            }
        }
    }

    @Test
    void tlsIsSpokenWithItsOwnCertificate(@TempDir Path folder) {
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY.tls(Certificates.make(folder)))) {
            assertThat(server.url()).startsWith("rediss://");
            assertThat(server.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aReplicaFollows() {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start(RedisPlan.MEMORY.replicaOf(primary))) {
            primary.awaitReplicas(1);
            try (RedisTalk talk = primary.talk()) {
                talk.call("SET", "a", "1");
                assertThat(talk.call("WAIT", "1", "10000")).isEqualTo("1");
            }
            assertThat(replica.call("GET", "a")).isEqualTo("1");
        }
    }

    @Test
    void sentinelsPromoteAReplica() {
        try (SentinelSet set = SentinelSet.start(RedisPlan.MEMORY, 1)) {
            RedisServer first = set.primary();
            first.kill();
            assertThat(set.awaitOtherPrimary(first).call("SET", "a", "1")).isEqualTo("OK");
        }
    }

    @Test
    void aClusterPromotesAReplica() {
        try (RedisCluster cluster = RedisCluster.start(RedisPlan.MEMORY)) {
            RedisServer first = cluster.primaryOf("{q}");
            assertThat(first.call("SET", "{q}a", "1")).isEqualTo("OK");
            first.kill();
            assertThat(cluster.awaitOtherPrimaryOf("{q}", first).port()).isNotEqualTo(first.port());
        }
    }
}
