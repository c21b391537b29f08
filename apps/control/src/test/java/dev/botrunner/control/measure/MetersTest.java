package dev.botrunner.control.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Subscription;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.publish.Published;
import dev.botrunner.publish.memory.MemoryTransport;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.EventProbe;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Meters meters = new Meters();
    private final EventOutlet broker = new EventOutlet() {
        @Override
        public Published publish(List<Envelope> batch) {
            return Published.all(batch.size());
        }

        @Override
        public void close() {}
    };

    private static Envelope event(String type, Duration after, Json.Obj data) {
        return event(1, type, after, data);
    }

    private static Envelope lost(int number, int count) {
        return event(
                number,
                "bot.mirror.degraded",
                Duration.ZERO,
                Json.obj().put("lost", count).build());
    }

    private static Envelope event(int number, String type, Duration after, Json.Obj data) {
        return new Envelope(
                Integer.toString(number),
                "/sessions/01k0000000000000000000000a",
                type,
                "01k0000000000000000000000a",
                NOON.plus(after),
                "urn:botrunner:" + type + ":1",
                "acme",
                "echo",
                1,
                "e",
                number,
                Optional.empty(),
                data);
    }

    private static Json.Obj end(String reason) {
        return Json.obj()
                .put(
                        "end",
                        Json.obj()
                                .put("outcome", "completed")
                                .put("reason", reason)
                                .build())
                .build();
    }

    @Test
    void aCountGoesOnWhenNobodyElseHoldsWhatItAsks() {
        var cut = new AtomicLong();
        meters.count("stream.cut", "Streams that were cut", cut::get);
        System.gc();
        cut.set(7);
        assertThat(meters.text()).contains("botrunner_stream_cut_total 7.0");
    }

    @Test
    void phasesAreMeasuredByTheEventsThatEndThem() throws InterruptedException {
        LifeMeter lives = new LifeMeter(broker, meters);
        lives.publish(List.of(
                event("bot.session.queued", Duration.ZERO, Json.Obj.EMPTY),
                event("bot.session.starting", Duration.ofMillis(30), Json.Obj.EMPTY),
                event("bot.session.running", Duration.ofMillis(130), Json.Obj.EMPTY)));
        assertThat(meters.text())
                .contains("botrunner_phase_duration_seconds_bucket{phase=\"queued\",le=\"0.05\"} 1")
                .contains("botrunner_phase_duration_seconds_bucket{phase=\"claimed\",le=\"0.1\"} 1")
                .doesNotContain("acme", "01k0000000000000000000000a");
    }

    @Test
    void endsAreCountedByOutcomeAndReasonAndWordsOfBotsAreOneLabel() throws InterruptedException {
        LifeMeter lives = new LifeMeter(broker, meters);
        lives.publish(List.of(
                event("bot.session.end", Duration.ZERO, end("done")),
                event("bot.session.end", Duration.ZERO, end("room_empty")),
                event("bot.session.end", Duration.ZERO, end("said_goodbye"))));
        assertThat(meters.text())
                .contains("botrunner_session_ends_total{outcome=\"completed\",reason=\"done\"} 1.0")
                .contains("botrunner_session_ends_total{outcome=\"completed\",reason=\"other\"} 2.0");
    }

    @Test
    void whatRunnersLostIsAddedByTheReplicaThatRelaysAndOnceEach() throws InterruptedException {
        var relays = new AtomicBoolean();
        var probe = new EventProbe();
        try (var transport = new MemoryTransport(new ManualTicker(), Duration.ofHours(1))) {
            var mirrors = new MirrorMeter(transport, meters, relays::get);
            try (Subscription _ = mirrors.tail(probe)) {
                transport.publish(List.of(lost(1, 1)));
                probe.awaitEvents(1);
                relays.set(true);
                transport.publish(List.of(lost(2, 3), lost(3, 4), lost(2, 3)));
                transport.publish(List.of(event(
                        4,
                        "bot.turn.user",
                        Duration.ZERO,
                        Json.obj().put("lost", 9).build())));
                probe.await(heard -> heard.has(it -> it.type().equals("bot.turn.user")));
            }
        }
        assertThat(meters.text()).contains("botrunner_mirror_lost_total 7.0");
    }

    @Test
    void joinsAreTimedUnlessTheyAskToWait() {
        meters.answered("/v1/join", 202, 3_000_000, false);
        meters.answered("/join", 200, 60_000_000_000L, true);
        assertThat(meters.text())
                .contains("botrunner_join_duration_seconds_bucket{le=\"0.005\"} 1")
                .contains("botrunner_join_duration_seconds_count 1")
                .contains("botrunner_http_requests_total{code=\"202\",route=\"/v1/join\"} 1.0")
                .contains("botrunner_http_requests_total{code=\"200\",route=\"/join\"} 1.0");
    }

    @Test
    void theStoreIsAskedForWhatItAloneKnows() {
        Store store = new MemoryStore(Caps.limitedBy(10), new ManualTicker(), Duration.ofHours(1)).store();
        StoreMeters stored = new StoreMeters(store, meters);
        stored.refresh();
        assertThat(meters.text())
                .contains("botrunner_sessions{state=\"queued\"} 0.0")
                .contains("botrunner_sessions{state=\"joined\"} 0.0")
                .contains("botrunner_outbox_entries 0.0");
    }
}
