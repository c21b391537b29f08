package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.queue.Durability;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.Store;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.SessionId;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleSession;
import dev.botrunner.testkit.redis.Certificates;
import dev.botrunner.testkit.redis.RedisCluster;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import dev.botrunner.testkit.redis.SentinelSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue wherever a Redis may be: behind Sentinel, in a cluster, behind TLS. */
final class PlacesIT {

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void behindSentinelTheQueueFollowsThePrimary() throws InterruptedException {
        try (SentinelSet set = SentinelSet.start(RedisPlan.DURABLE, 2);
                Store store = SickQueue.opened(set.url(), ticker, Durability.STANDARD)) {
            new OneLife(store, ticker).live();
            RedisServer before = set.primary();
            before.kill();
            set.awaitOtherPrimary(before);
            assertThat(store.ledger().find(accepted(store)).head()).isPresent();
        }
    }

    @Test
    void inAClusterTheQueueFollowsItsSlot() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.start(RedisPlan.DURABLE);
                Store store = SickQueue.opened(cluster.url(), ticker, Durability.STANDARD)) {
            new OneLife(store, ticker).live();
            RedisServer before = cluster.primaryOf("{botrunner:q}:");
            before.kill();
            cluster.awaitOtherPrimaryOf("{botrunner:q}:", before);
            assertThat(store.ledger().find(accepted(store)).head()).isPresent();
        }
    }

    @Test
    void overTlsTheServerHasToBeTheOneThatWasAskedFor(@TempDir Path folder) throws InterruptedException {
        Certificates own = Certificates.make(folder);
        try (RedisServer server = RedisServer.start(RedisPlan.DURABLE.tls(own))) {
            try (Store store = SickQueue.opened(server.url(), ticker, Durability.STANDARD)) {
                new OneLife(store, ticker).live();
            }
            String untrusted = "rediss://127.0.0.1:" + server.port();
            assertThat(SickQueue.failure(() -> SickQueue.opened(untrusted, ticker, Durability.STANDARD)))
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }
    }

    /** Until it is: the way to another primary takes as long as it takes. */
    private static SessionId accepted(Store store) {
        while (true) {
            try {
                var session = SampleSession.one();
                if (store.queue().enqueue(session.asOf(store.ledger())) instanceof Enqueued.Accepted) {
                    return session.id();
                }
            } catch (DependencyException notYet) {
                Thread.onSpinWait();
            }
        }
    }
}
