package dev.botrunner.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Target;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.cli.server.ScriptedServer;
import dev.botrunner.cli.server.ScriptedServer.Told;
import dev.botrunner.cli.stream.EventStream.Ending;
import dev.botrunner.cli.stream.StreamPlan.Until;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final String OPEN = """
            event: stream.open
            id: c0
            retry: 2000
            data: {"resumed": false, "gap": false, "earliest": "c0", "epoch": "e"}

            """;

    private final List<String> events = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void aCutStreamGoesOnBehindTheLastId() throws Exception {
        try (var server = new ScriptedServer(
                Told.stream(OPEN + event("c1", "bot.session.queued") + "id: c2\n\ndata: {\"half\""),
                Told.openStream(OPEN + event("c3", "bot.session.end")))) {
            assertThat(run(server, Until.SESSION_END)).isEqualTo(Ending.SESSION_ENDED);
            assertThat(events).containsExactly("bot.session.queued", "bot.session.end");
            assertThat(server.asked())
                    .extracting(asked -> asked.header("last-event-id"))
                    .containsExactly(Optional.empty(), Optional.of("c2"));
            assertThat(pauses).containsExactly(Duration.ofMillis(2000));
            assertThat(notices).singleElement().asString().contains("going on where it was");
        }
    }

    @Test
    void rotationGoesOnAtOnceAndWithoutAWord() throws Exception {
        try (var server = new ScriptedServer(
                Told.openStream(OPEN + event("c1", "bot.turn.user") + close("rotate")),
                new Told(204, "", "", java.util.Map.of(), true))) {
            assertThat(run(server, Until.SESSION_END)).isEqualTo(Ending.SESSION_ENDED);
            assertThat(notices).isEmpty();
            assertThat(pauses).containsExactly(Duration.ZERO);
            assertThat(server.asked().getLast().header("last-event-id")).contains("c1");
        }
    }

    @Test
    void noticesSayWhatIsMissing() throws Exception {
        String wire = """
                event: stream.open
                id: c0
                data: {"resumed": false, "gap": true, "earliest": "c0", "epoch": "e"}

                event: stream.gap
                data: {"lost": 3}

                event: stream.later
                data: {}

                """;
        try (var server = new ScriptedServer(Told.openStream(wire + close("session_ended")))) {
            assertThat(run(server, Until.SESSION_END)).isEqualTo(Ending.SESSION_ENDED);
            assertThat(notices).hasSize(2);
            assertThat(notices.getLast()).startsWith("3 events are missing here");
        }
    }

    @Test
    void aServerThatIsBusyIsAskedAgainWhenItSays() throws Exception {
        try (var server = new ScriptedServer(
                Told.openStream(OPEN + close("shutdown")),
                Told.json(503, "{\"code\": \"streams_full\"}").with("Retry-After", "4"),
                Told.openStream(OPEN + close("unauthorized")))) {
            assertThat(run(server, Until.SESSION_END)).isEqualTo(Ending.UNAUTHORIZED);
            assertThat(pauses).containsExactly(Duration.ofMillis(2000), Duration.ofSeconds(4));
        }
    }

    @Test
    void aServerThatGoesAwayIsTriedForAWhile() throws Exception {
        var server = new ScriptedServer(Told.stream(OPEN));
        Pause closing = duration -> {
            pauses.add(duration);
            server.close();
        };
        var stream = stream(server, Until.SESSION_END, closing);
        assertThatThrownBy(stream::run).isInstanceOf(Unreachable.class);
        assertThat(pauses)
                .hasSizeGreaterThan(10)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30)));
    }

    @Test
    void aFirstRefusalIsFinal() throws Exception {
        try (var server = new ScriptedServer(Told.json(404, "{\"code\": \"not_found\"}"))) {
            assertThatThrownBy(() -> run(server, Until.SESSION_END)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whatIsNoStreamOfEventsIsSaid() throws Exception {
        try (var server = new ScriptedServer(Told.json(200, "{}"))) {
            assertThatThrownBy(() -> run(server, Until.SESSION_END)).isInstanceOf(Unreachable.class);
        }
        try (var server = new ScriptedServer(Told.stream("data: no json\n\n"))) {
            assertThatThrownBy(() -> run(server, Until.SESSION_END))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("no JSON");
        }
    }

    @Test
    void withoutFollowingItStopsWhenNothingMoreComes() throws Exception {
        try (var server = new ScriptedServer(Told.openStream(OPEN + event("c1", "bot.session.queued")))) {
            assertThat(run(server, Until.QUIET)).isEqualTo(Ending.QUIET);
            assertThat(events).containsExactly("bot.session.queued");
        }
    }

    @Test
    void aTenantsStreamGoesOnBehindTheEndOfASession() throws Exception {
        try (var server = new ScriptedServer(Told.openStream(
                OPEN + event("c1", "bot.session.end") + event("c2", "bot.session.queued") + close("unauthorized")))) {
            run(server, Until.STOPPED);
            assertThat(events).containsExactly("bot.session.end", "bot.session.queued");
        }
    }

    private Ending run(ScriptedServer server, Until until) throws Unreachable, Refused, InterruptedException {
        return stream(server, until, pauses::add).run();
    }

    private EventStream stream(ScriptedServer server, Until until, Pause pause) {
        var client = new ApiClient(Target.of(server.url(), Optional.empty()));
        var reader = new StreamReader() {
            @Override
            public boolean event(Json.Obj envelope) {
                events.add(envelope.textAt("type").orElseThrow());
                return true;
            }

            @Override
            public void notice(String sentence) {
                notices.add(sentence);
            }
        };
        return new EventStream(client, StreamPlan.following("/v1/events", Optional.empty(), until), reader, pause);
    }

    private static String event(String id, String type) {
        return "id: " + id + "\ndata: {\"type\": \"" + type + "\"}\n\n";
    }

    private static String close(String reason) {
        return "event: stream.close\ndata: {\"reason\": \"" + reason + "\"}\n\n";
    }
}
