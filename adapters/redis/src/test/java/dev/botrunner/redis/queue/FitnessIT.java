package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.SickQueue.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Health;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.Store;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import dev.botrunner.testkit.redis.RedisTalk;
import org.junit.jupiter.api.Test;

/** Which Redis is taken, for which durability, and what strict means. */
final class FitnessIT {

    @Test
    void aRedisWithoutAppendOnlyFileIsTakenOnlyWhereNothingIsPromised() {
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY)) {
            assertThatThrownBy(() -> opened(server, Durability.STANDARD))
                    .isInstanceOfSatisfying(DependencyException.class, unfit -> {
                        assertThat(unfit.failure().code()).isEqualTo(ErrorCode.INVALID_CONFIG);
                        assertThat(unfit)
                                .hasMessageContaining("appendonly yes")
                                .hasMessageContaining("--durability none");
                    });
            opened(server, Durability.NONE).close();
        }
        try (RedisServer server = RedisServer.start(RedisPlan.DURABLE)) {
            opened(server, Durability.STANDARD).close();
        }
    }

    @Test
    void aRedisThatThrowsKeysAwayIsNotTaken() {
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY.with("maxmemory-policy allkeys-lru"))) {
            assertThatThrownBy(() -> opened(server, Durability.NONE))
                    .isInstanceOf(DependencyException.class)
                    .hasMessageContaining("maxmemory-policy noeviction");
        }
    }

    @Test
    void whereWeMayNotAskItIsTaken() {
        var plan = RedisPlan.MEMORY.with("rename-command CONFIG \"\"");
        try (RedisServer server = RedisServer.start(plan)) {
            opened(server, Durability.STANDARD).close();
        }
    }

    @Test
    void aRedisThatIsNotThereIsUnavailable() {
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY)) {
            server.stop();
            assertThat(failure(() -> opened(server, Durability.NONE))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }
    }

    @Test
    void strictAcceptsNothingThatNoReplicaHas() {
        try (SickQueue redis = SickQueue.open(RedisPlan.DURABLE, Durability.STRICT)) {
            assertThat(redis.store().health().now())
                    .isInstanceOfSatisfying(
                            Health.Status.Down.class,
                            down -> assertThat(down.detail()).contains("No replica"));
            NewSession session =
                    SampleSession.one().key("k", "f").asOf(redis.store().ledger());
            assertThat(failure(() -> redis.store().queue().enqueue(session))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(failure(() -> confirmed(redis.store()))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(failure(() -> redis.enqueue(SampleSession.one().key("k", "f"))))
                    .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void strictAcceptsWhatAReplicaHasReplaysIncluded() {
        try (SickQueue redis = SickQueue.open(RedisPlan.DURABLE, Durability.STRICT);
                RedisServer replica = RedisServer.start(RedisPlan.DURABLE.replicaOf(redis.server()))) {
            redis.server().awaitReplicas(1);
            awaitAcknowledged(redis.server());
            assertThat(redis.store().health().now()).isEqualTo(Health.UP);
            SampleSession session = SampleSession.one().key("k", "f");
            assertThat(redis.enqueue(session)).isInstanceOf(Enqueued.Accepted.class);
            confirmed(redis.store());
            replica.freeze();
            try {
                assertThat(failure(() -> redis.enqueue(SampleSession.one().key("k", "f"))))
                        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                assertThat(failure(() -> confirmed(redis.store()))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                assertThat(redis.head(session.id())).isPresent();
            } finally {
                replica.thaw();
            }
        }
    }

    @Test
    void healthTellsWhyRedisDoesNotAnswer() {
        try (SickQueue redis = SickQueue.open(RedisPlan.MEMORY, Durability.NONE)) {
            assertThat(redis.store().health().now()).isEqualTo(Health.UP);
            redis.proxy().refuse();
            assertThat(redis.store().health().now()).isInstanceOf(Health.Status.Down.class);
        }
    }

    /** A replica that has just come loads for a while before it says what it has. */
    private static void awaitAcknowledged(RedisServer server) {
        try (RedisTalk talk = server.talk()) {
            talk.call("SET", "something", "written");
            assertThat(talk.call("WAIT", "1", "30000")).isEqualTo("1");
        }
    }

    private static boolean confirmed(Store store) {
        store.ledger().find(new SessionId("00000000000000000000000000"));
        store.ledger().confirm();
        return true;
    }

    private static Store opened(RedisServer server, Durability durability) {
        return SickQueue.opened(server.url(), new ManualTicker(), durability);
    }
}
