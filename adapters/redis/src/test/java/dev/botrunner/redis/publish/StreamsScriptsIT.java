package dev.botrunner.redis.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.publish.Topics;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.redis.Fault;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only Redis can do wrong, and what it keeps for how long. */
class StreamsScriptsIT {

    private final SickRedis redis = SickRedis.start();
    private final SampleEvents events = SampleEvents.of(new Tenant("acme"));

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void aServerThatHasForgottenTheScriptsIsToldThemAgain() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            List<Envelope> first = Sayings.some(events, 200);
            assertThat(transport.publish(first)).isEqualTo(Published.all(200));
            redis.server().call("SCRIPT", "FLUSH");
            List<Envelope> then = Sayings.some(events, 200);
            assertThat(transport.publish(then)).isEqualTo(Published.all(200));
            assertThat(Sayings.history(transport, Sayings.scope(events)))
                    .containsExactlyElementsOf(
                            Stream.concat(first.stream(), then.stream()).toList());
        }
    }

    @Test
    void aPieceThatFailsTakesThoseBehindItAlong() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            List<Envelope> batch = Sayings.some(events, 200);
            redis.proxy().next("EVALSHA", new Fault.Answer("-OOM command not allowed"));
            assertThatThrownBy(() -> transport.publish(batch))
                    .isInstanceOf(DependencyException.class)
                    .hasMessageContaining("out of memory");
            assertThat(Sayings.history(transport, Sayings.scope(events))).isEmpty();
            Sayings.surely(transport, batch);
            assertThat(Sayings.history(transport, Sayings.scope(events))).isEqualTo(batch);
        }
    }

    @Test
    void errorsOfEveryKindAreFailuresOfTheBrokerAndPass() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            for (String error : List.of("LOADING", "READONLY", "OOM", "MISCONF", "NOREPLICAS", "BUSY", "CLUSTERDOWN")) {
                Envelope said = events.said();
                redis.proxy().next("EVALSHA", new Fault.Answer("-" + error + " for this test"));
                assertThatThrownBy(() -> transport.publish(List.of(said)))
                        .as(error)
                        .isInstanceOf(DependencyException.class);
                Sayings.surely(transport, List.of(said));
            }
            assertThat(Sayings.history(transport, Sayings.scope(events))).hasSize(7);
        }
    }

    @Test
    void anAnswerThatIsCutOffLosesNothing() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            for (Fault fault :
                    List.of(new Fault.CutBeforeRequest(), new Fault.CutBeforeAnswer(), new Fault.CutInsideAnswer(3))) {
                Envelope said = events.said();
                redis.proxy().next("EVALSHA", fault);
                assertThatThrownBy(() -> transport.publish(List.of(said))).isInstanceOf(DependencyException.class);
                Sayings.surely(transport, List.of(said));
            }
            assertThat(Sayings.history(transport, Sayings.scope(events)).stream()
                            .distinct())
                    .extracting(Envelope::sequence)
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void aSessionsKeyThatHoldsSomethingElseStopsNobody() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            redis.server().call("SET", Opened.KEYS.session(events.session()), "not a stream");
            var other = SampleEvents.of(events.tenant());
            List<Envelope> batch = List.of(events.said(), other.said());
            transport.publish(batch);
            assertThat(Sayings.history(transport, new Scope.All())).isEqualTo(batch);
            assertThat(Sayings.history(transport, Sayings.scope(other))).containsExactly(batch.get(1));
            assertThatThrownBy(() -> Sayings.history(transport, Sayings.scope(events)))
                    .isInstanceOf(DependencyException.class)
                    .hasMessageContaining("holds something else");
        }
    }

    @Test
    void aRestartWithItsDataIsAnotherBrokerThatStillKnowsWhatWas() {
        try (RedisServer durable = RedisServer.start(RedisPlan.DURABLE);
                StreamsTransport transport = Opened.streams(durable.url())) {
            var probe = new EventProbe();
            try (Subscription _ = transport.tail(probe)) {
                List<Envelope> before = Sayings.some(events, 10);
                Sayings.surely(transport, before);
                probe.awaitEvents(10);
                Position had = transport.bounds(Sayings.scope(events)).latest();
                durable.kill();
                durable.startAgain();
                List<Envelope> after = Sayings.some(events, 10);
                Sayings.surely(transport, after);
                probe.await(heard -> heard.events().containsAll(after));
                assertThat(probe.heard().resets()).isEqualTo(1);
                assertThat(Sayings.history(transport, Sayings.scope(events)))
                        .containsAll(before)
                        .containsAll(after);
                Slice slice = transport.read(Sayings.scope(events), had, 100);
                assertThat(slice.gap()).isTrue();
                assertThat(slice.events()).hasSizeGreaterThanOrEqualTo(20);
            }
        }
    }

    @Test
    void onlyAServerThatWritesAFileIsDurable() {
        try (RedisServer durable = RedisServer.start(RedisPlan.DURABLE);
                StreamsTransport transport = Opened.streams(durable.url());
                StreamsTransport forgetful = Opened.streams(redis.url())) {
            assertThat(transport.capabilities()).contains(Capability.DURABLE);
            assertThat(forgetful.capabilities()).containsExactly(Capability.REPLAY);
        }
    }

    @Test
    void aLogThatWasTrimmedBeforeItWasReadIsToldWithTheNumberOfWhatIsLost() {
        try (StreamsTransport transport = Opened.streams(redis.url())) {
            var probe = new EventProbe();
            try (Subscription _ = transport.tail(probe)) {
                transport.publish(Sayings.some(events, 3));
                probe.awaitEvents(3);
                redis.proxy().freeze();
                try (StreamsTransport other = Opened.streams(redis.server().url())) {
                    other.publish(Sayings.some(events, 20));
                    redis.trim();
                }
                redis.proxy().thaw();
                redis.proxy().cut();
                probe.await(heard -> heard.has(event -> event.sequence() == 23));
                EventProbe.Heard heard = probe.heard();
                long told = heard.events().stream().distinct().count();
                long lost = heard.gaps().stream()
                        .mapToLong(gap -> gap.orElseThrow())
                        .sum();
                assertThat(told + lost).isEqualTo(23);
                assertThat(heard.resets()).isZero();
            }
        }
    }

    @Test
    void streamsAreBoundedByNumber() {
        var small = new Retention(500, 200, Duration.ofHours(1));
        try (StreamsTransport transport = Opened.streams(redis.url(), Topics.USUAL, small)) {
            for (int round = 0; round < 20; round++) {
                transport.publish(Sayings.some(events, 100));
            }
            RedisServer server = redis.server();
            assertThat(Long.parseLong(server.call("XLEN", Opened.KEYS.session(events.session()))))
                    .isBetween(200L, 400L);
            assertThat(Long.parseLong(server.call("XLEN", Opened.KEYS.log(EventKeys.SHARED))))
                    .isBetween(500L, 700L);
            assertThat(transport.read(Sayings.scope(events), Position.START, 10).gap())
                    .isTrue();
        }
    }

    @Test
    void whatIsOldGoes() {
        var brief = new Retention(100_000, 100_000, Duration.ofSeconds(1));
        try (StreamsTransport transport = Opened.streams(redis.url(), Topics.USUAL, brief)) {
            transport.publish(Sayings.some(events, 300));
            RedisServer server = redis.server();
            String log = Opened.KEYS.log(EventKeys.SHARED);
            Patience.until("the log to be cut", () -> {
                transport.publish(List.of(SampleEvents.of(events.tenant()).said()));
                return Long.parseLong(server.call("XLEN", log)) < 300;
            });
        }
    }

    @Test
    void anEndedSessionsHistoryGoesSomeTimeAfterItsEndWhateverIsSaidLater() {
        var brief = new Retention(1_000, 1_000, Duration.ofSeconds(2));
        try (StreamsTransport transport = Opened.streams(redis.url(), Topics.USUAL, brief)) {
            RedisServer server = redis.server();
            String key = Opened.KEYS.session(events.session());
            transport.publish(List.of(events.said()));
            assertThat(Long.parseLong(server.call("PTTL", key)))
                    .isGreaterThan(Duration.ofDays(6).toMillis());
            transport.publish(List.of(events.lived(LifecycleEvent.END), events.said()));
            transport.publish(List.of(events.said()));
            assertThat(Long.parseLong(server.call("PTTL", key))).isBetween(1L, 2_000L);
            Patience.until("its key to go", () -> server.call("EXISTS", key).equals("0"));
            assertThat(transport.read(Sayings.scope(events), Position.START, 10).gap())
                    .isTrue();
        }
    }
}
