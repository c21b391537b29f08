package dev.botrunner.redis.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.redis.Certificates;
import dev.botrunner.testkit.redis.DocumentedRights;
import dev.botrunner.testkit.redis.RedisCluster;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import dev.botrunner.testkit.redis.SentinelSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events over Redis as it is found elsewhere: behind Sentinels, as a Cluster, over TLS, as a user with few rights. */
@Timeout(180)
class StreamsPlacesIT {

    private final SampleEvents events = SampleEvents.of(new Tenant("acme"));

    @Test
    void sentinelsAreFollowedToTheNewPrimary() {
        try (SentinelSet set = SentinelSet.start(RedisPlan.MEMORY, 1);
                EventTransport transport = Opened.streams(set.url())) {
            RedisServer first = set.primary();
            movesOn(transport, () -> {
                first.kill();
                set.awaitOtherPrimary(first);
            });
        }
    }

    @Test
    void aClusterIsFollowedToTheNewPrimary() {
        try (RedisCluster cluster = RedisCluster.start(RedisPlan.MEMORY);
                EventTransport transport = Opened.streams(cluster.url())) {
            String key = Opened.KEYS.last();
            RedisServer first = cluster.primaryOf(key);
            movesOn(transport, () -> {
                first.kill();
                cluster.awaitOtherPrimaryOf(key, first);
            });
        }
    }

    @Test
    void aClusterCarriesPubSubToo() throws Exception {
        try (RedisCluster cluster = RedisCluster.start(RedisPlan.MEMORY);
                EventTransport transport = Opened.pubSub(cluster.url())) {
            var probe = new EventProbe();
            try (Subscription _ = transport.tail(probe)) {
                Envelope said = events.said();
                transport.publish(List.of(said));
                assertThat(probe.awaitEvents(1)).containsExactly(said);
            }
        }
    }

    @Test
    void tlsIsSpokenToWhoeverTheGivenAuthorityKnows(@TempDir Path folder, @TempDir Path strangers) throws Exception {
        Certificates own = Certificates.make(folder);
        Certificates stranger = Certificates.make(strangers);
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY.tls(own));
                EventTransport transport = Opened.streams(server.url())) {
            List<Envelope> said = Sayings.some(events, 3);
            transport.publish(said);
            assertThat(Sayings.history(transport, Sayings.scope(events))).isEqualTo(said);
            String elsewhere = server.url()
                    .replace(
                            own.certificate().toString(), stranger.certificate().toString());
            assertThatThrownBy(() -> Opened.streams(elsewhere)).isInstanceOf(DependencyException.class);
        }
    }

    @Test
    void usersWithTheDocumentedRightsMayDoTheirPartAndNoMore() throws Exception {
        String control = DocumentedRights.line("reference/events-over-redis.md", "control", "secret");
        String runner = DocumentedRights.line("reference/events-over-redis.md", "runner", "secret");
        try (RedisServer server = RedisServer.start(RedisPlan.MEMORY.with(control, runner));
                EventTransport serving = Opened.streams(server.url("control", "secret"));
                EventTransport direct = Opened.streams(server.url("runner", "secret"));
                EventTransport said = Opened.pubSub(server.url("control", "secret"))) {
            var probe = new EventProbe();
            try (Subscription _ = serving.tail(probe);
                    Subscription _ = said.tail(probe)) {
                List<Envelope> all = Sayings.some(events, 3);
                direct.publish(all);
                probe.awaitEvents(3);
                assertThat(Sayings.history(serving, Sayings.scope(events))).isEqualTo(all);
                said.publish(List.of(events.said()));
                probe.awaitEvents(4);
            }
            assertThatThrownBy(() -> direct.read(Sayings.scope(events), Position.START, 10))
                    .isInstanceOf(DependencyException.class);
        }
    }

    /** What is told before, and what is told after, arrives; between them stands a reset. */
    private void movesOn(EventTransport transport, Runnable failover) {
        var probe = new EventProbe();
        try (Subscription _ = transport.tail(probe)) {
            Sayings.surely(transport, Sayings.some(events, 10));
            probe.awaitEvents(10);
            failover.run();
            List<Envelope> after = Sayings.some(events, 10);
            Sayings.surely(transport, after);
            probe.await(heard -> heard.events().containsAll(after));
            assertThat(probe.heard().resets()).isPositive();
        }
    }
}
