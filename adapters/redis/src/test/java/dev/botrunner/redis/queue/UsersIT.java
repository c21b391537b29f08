package dev.botrunner.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.TransportProvider;
import dev.botrunner.queue.Durability;
import dev.botrunner.queue.StoreProvider;
import dev.botrunner.redis.publish.RedisTransportProvider;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.ManualTicker;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.SettableCaps;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The users that the page for operators names can do all that they need, and no more. */
final class UsersIT {

    private static final Path PAGE = Path.of("../../docs/operations/redis.md");
    private static final String PASSWORD = "correct-horse";

    @Test
    void theControlServersUserCanKeepAQueueAndTheEvents() throws Exception {
        try (RedisServer server = server()) {
            String url = server.url("control", PASSWORD);
            new WholeLife(server, url).live();
            for (String scheme : List.of("redis", "redis+pubsub")) {
                try (EventTransport events = transport(url.replaceFirst("redis", scheme))) {
                    events.publish(List.of(SampleEvents.of(Tenant.DEFAULT).said()));
                    events.bounds(new Scope.All());
                }
            }
        }
    }

    @Test
    void whatAUserMayNotDoIsToldWithWhereItsRightsAre() throws IOException {
        try (RedisServer server = server()) {
            var store = SickQueue.opened(server.url("control", PASSWORD), new ManualTicker(), Durability.NONE);
            server.call("ACL", "SETUSER", "control", "-scan");
            assertThatThrownBy(() -> store.audit().strays())
                    .isInstanceOf(DependencyException.class)
                    .hasMessageContaining("'scan'")
                    .hasMessageContaining("docs/operations/redis.md");
            store.close();
        }
    }

    @Test
    void theRunnersUserCanPublishAndReachesNoQueue() throws Exception {
        try (RedisServer server = server()) {
            String url = server.url("runner", PASSWORD);
            for (String scheme : List.of("redis", "redis+pubsub")) {
                try (EventTransport events = transport(url.replaceFirst("redis", scheme))) {
                    events.publish(List.of(SampleEvents.of(Tenant.DEFAULT).said()));
                }
            }
            assertThat(SickQueue.failure(() -> SickQueue.opened(url, new ManualTicker(), Durability.NONE)
                            .ledger()
                            .time()))
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }
    }

    @Test
    void aWrongPasswordIsToldAtTheStart() throws IOException {
        try (RedisServer server = server()) {
            String url = server.url("control", "wrong");
            assertThat(SickQueue.failure(() -> SickQueue.opened(url, new ManualTicker(), Durability.NONE)))
                    .isEqualTo(ErrorCode.INVALID_CONFIG);
            try {
                SickQueue.opened(url, new ManualTicker(), Durability.NONE);
            } catch (DependencyException failed) {
                assertThat(failed).hasMessageContaining("password").hasMessageNotContaining("wrong");
            }
        }
    }

    private static EventTransport transport(String url) {
        return new RedisTransportProvider()
                .open(new TransportProvider.Options(url, Ticker.system(), Duration.ofHours(1)));
    }

    private static RedisServer server() throws IOException {
        List<String> users = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("user "))
                .map(line -> line.replace("PASSWORD", PASSWORD))
                .toList();
        assertThat(users).hasSize(2);
        return RedisServer.start(RedisPlan.DURABLE.with(users.toArray(String[]::new)));
    }

    /** All that the suites of the ports do with a store, once. */
    private record WholeLife(RedisServer server, String url) {

        void live() throws InterruptedException {
            var caps = new SettableCaps().rate(Tenant.DEFAULT, 100, 100);
            var ticker = new ManualTicker();
            try (var store = RedisStoreProvider.open(
                    new StoreProvider.Options(
                            url,
                            caps,
                            ticker,
                            Duration.ofDays(3),
                            new StoreProvider.Keeping(
                                    Durability.STANDARD, Optional.empty(), StoreProvider.Keeping.PREFIX)),
                    Scripts.StoreClock.of(ticker::now))) {
                new OneLife(store, ticker).live();
            }
        }
    }
}
