package dev.botrunner.redis.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.publish.Topics;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However events are cut into logs, readers see one order without a gap. */
class StreamsTopicsIT {

    private final RedisServer server = RedisServer.start();
    private final List<SampleEvents> sessions = List.of(
            SampleEvents.of(new Tenant("acme")),
            SampleEvents.of(new Tenant("umbrella")),
            SampleEvents.of(new Tenant("acme")),
            SampleEvents.of(new Tenant("shared")));

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Topics.Cut.class)
    void tailAndHistoryAreTheSameUnderEveryCut(Topics.Cut cut) {
        try (StreamsTransport transport = Opened.streams(server.url(), topics(cut), Opened.RETENTION)) {
            var probe = new EventProbe();
            try (Subscription _ = transport.tail(probe)) {
                List<Envelope> said = say(transport);
                probe.awaitEvents(said.size());
                assertThat(probe.events()).isEqualTo(said);
                assertThat(probe.heard().gaps()).isEmpty();
                assertThat(Sayings.history(transport, new Scope.All())).isEqualTo(said);
                for (SampleEvents session : sessions) {
                    var tenant = new Scope.OfTenant(session.tenant());
                    assertThat(Sayings.history(transport, tenant))
                            .isEqualTo(said.stream().filter(tenant::takes).toList());
                    assertThat(Sayings.history(transport, Sayings.scope(session)))
                            .isEqualTo(said.stream()
                                    .filter(Sayings.scope(session)::takes)
                                    .toList());
                }
                assertPositionsAreShared(transport, probe);
            }
        }
    }

    @Test
    void logsAreNamedByTheirCut() {
        try (StreamsTransport byTenant = Opened.streams(server.url(), topics(Topics.Cut.TENANT), Opened.RETENTION);
                StreamsTransport byRoom = Opened.streams(server.url(), topics(Topics.Cut.ROOM), Opened.RETENTION);
                StreamsTransport usual = Opened.streams(server.url())) {
            for (StreamsTransport transport : List.of(byTenant, byRoom, usual)) {
                transport.publish(List.of(sessions.getFirst().said()));
            }
            assertThat(server.call("KEYS", "*:log:*").lines())
                    .containsExactlyInAnyOrder(
                            "{botrunner:e}:log:tenant:acme",
                            "{botrunner:e}:log:room:" + room(sessions.getFirst()),
                            "{botrunner:e}:log:shared");
            assertThat(Sayings.history(usual, new Scope.All())).hasSize(3);
        }
    }

    private static void assertPositionsAreShared(StreamsTransport transport, EventProbe probe) {
        EventProbe.Heard heard = probe.heard();
        for (int index = 0; index < heard.events().size(); index += 37) {
            Position had = heard.positions().get(index);
            Slice rest = transport.read(new Scope.All(), had, 1_000);
            assertThat(rest.gap()).isFalse();
            assertThat(rest.events())
                    .extracting(Slice.Entry::envelope)
                    .isEqualTo(heard.events().subList(index + 1, heard.events().size()));
        }
    }

    private List<Envelope> say(StreamsTransport transport) {
        var said = new ArrayList<Envelope>();
        for (int round = 0; round < 60; round++) {
            List<Envelope> batch = sessions.stream().map(SampleEvents::said).toList();
            transport.publish(batch);
            said.addAll(batch);
        }
        return said;
    }

    /** Two sessions in each room. */
    private Topics topics(Topics.Cut cut) {
        return new Topics(
                Optional.of(cut),
                id -> sessions.stream()
                        .filter(session -> session.session().equals(id))
                        .findFirst()
                        .map(this::room));
    }

    private String room(SampleEvents session) {
        return "room" + sessions.indexOf(session) / 2;
    }
}
