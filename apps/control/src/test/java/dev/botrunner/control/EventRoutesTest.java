package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.publish.Envelope;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleEvents;
import dev.botrunner.testkit.SseReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRoutesTest {

    private static final Tenant ACME = new Tenant("acme");

    private final ApiUnderTest api = new ApiUnderTest();
    private final String session = api.joined("https://rooms.example/a");
    private final SampleEvents events = SampleEvents.of(new SessionId(session), ACME);

    @AfterEach
    void close() {
        api.close();
    }

    private void publish(Envelope... some) {
        try {
            assertThat(api.events.publish(List.of(some)).rejected()).isEmpty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Watcher watch(String key, String path) {
        return new Watcher(api.doors.port(), key, path, Optional.empty());
    }

    private Watcher resume(String path, String cursor) {
        return new Watcher(api.doors.port(), "acme", path, Optional.of(cursor));
    }

    private String path() {
        return "/v1/sessions/" + session + "/events";
    }

    @Test
    void aSessionsEventsComeFromTheFirstToTheEndAndThenNothing() {
        Envelope queued = events.lived(LifecycleEvent.QUEUED);
        publish(queued);
        try (Watcher watcher = watch("acme", path())) {
            assertThat(watcher.status()).isEqualTo(200);
            assertThat(watcher.header("content-type")).contains("text/event-stream");
            assertThat(watcher.header("cache-control")).contains("no-cache, no-transform");
            assertThat(watcher.header("x-accel-buffering")).contains("no");
            SseReader.Block open = watcher.opening();
            assertThat(open.retry().orElseThrow()).isBetween(2_000L, 5_000L);
            assertThat(open.json().members().keySet()).containsExactly("resumed", "gap", "earliest", "epoch");
            assertThat(watcher.events().event()).isEqualTo(queued);
            Envelope said = events.said();
            publish(said);
            assertThat(watcher.events().event()).isEqualTo(said);
            Envelope end = events.lived(LifecycleEvent.END);
            publish(end);
            assertThat(watcher.events().event()).isEqualTo(end);
            String last = watcher.events().lastId();
            assertThat(watcher.events().rest()).singleElement().satisfies(close -> {
                assertThat(close.is("stream.close")).isTrue();
                assertThat(close.json().textAt("reason")).contains("session_ended");
            });
            assertThat(api.ask("GET " + path(), "", "Last-Event-ID: " + last).status())
                    .isEqualTo(204);
            assertThat(api.ask("GET " + path() + "?last_event_id=" + last, "").status())
                    .isEqualTo(204);
        }
        try (Watcher again = watch("acme", path())) {
            assertThat(again.events().rest()).hasSize(5);
        }
    }

    @Test
    void afterACutAtAnyEventNothingIsMissingOrRepeated() {
        var all = new ArrayList<Envelope>();
        for (int time = 0; time < 12; time++) {
            all.add(events.said());
            publish(all.getLast());
        }
        String cursor = "";
        for (int had = 0; had < all.size(); had++) {
            try (Watcher watcher = cursor.isEmpty() ? watch("acme", path()) : resume(path(), cursor)) {
                assertThat(watcher.opening().json().boolAt("resumed")).contains(had > 0);
                assertThat(watcher.events().event()).isEqualTo(all.get(had));
                cursor = watcher.events().lastId();
            }
        }
    }

    @Test
    void theHeaderWinsOverTheQuery() {
        publish(events.said(), events.said());
        String first;
        try (Watcher watcher = watch("acme", path())) {
            watcher.events().event();
            first = watcher.events().lastId();
        }
        try (Watcher watcher = resume(path() + "?last_event_id=forged", first)) {
            assertThat(watcher.opening().json().boolAt("resumed")).contains(true);
            assertThat(watcher.events().event().sequence()).isEqualTo(2);
        }
        try (Watcher watcher = watch("acme", path() + "?last_event_id=" + first)) {
            assertThat(watcher.opening().json().boolAt("resumed")).contains(true);
            assertThat(watcher.events().event().sequence()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events", "/events"})
    void aTenantSeesItsOwnFromNowOnAndAnAdministratorAll(String path) {
        publish(events.said());
        var stranger = SampleEvents.of(new Tenant("other"));
        try (Watcher own = watch("acme", path);
                Watcher other = watch("other", path);
                Watcher root = watch("root", path)) {
            own.opening();
            other.opening();
            root.opening();
            Envelope theirs = stranger.said();
            Envelope ours = events.said();
            publish(theirs, ours);
            assertThat(own.events().event()).isEqualTo(ours);
            assertThat(other.events().event()).isEqualTo(theirs);
            assertThat(root.events().event()).isEqualTo(theirs);
            assertThat(root.events().event()).isEqualTo(ours);
        }
    }

    @Test
    void aTenantsStreamIsFilteredAsAsked() {
        var sibling = SampleEvents.of(ACME);
        String path = "/v1/events?type=bot.session.*&type=bot.error&bot=echo&session=" + session;
        try (Watcher watcher = watch("acme", path)) {
            watcher.opening();
            Envelope said = events.said();
            Envelope queued = events.lived(LifecycleEvent.QUEUED);
            Envelope error = events.said("bot.error", Json.Obj.EMPTY);
            publish(sibling.lived(LifecycleEvent.QUEUED), said, queued, error);
            assertThat(watcher.events().event()).isEqualTo(queued);
            assertThat(watcher.events().event()).isEqualTo(error);
        }
    }

    @Test
    void aCursorOfAnotherStreamGivesAGapAndNothingOfTheOther() {
        Envelope ours = events.said();
        var stranger = SampleEvents.of(new Tenant("other"));
        String foreign;
        try (Watcher other = watch("other", "/v1/events")) {
            other.opening();
            publish(stranger.said(), ours);
            other.events().event();
            foreign = other.events().lastId();
        }
        for (String cursor : List.of(foreign, foreign.substring(2), "x")) {
            for (String path : List.of(path(), "/v1/events")) {
                try (Watcher watcher = resume(path, cursor)) {
                    assertThat(watcher.opening().json().boolAt("gap")).contains(true);
                    assertThat(watcher.events().event()).isEqualTo(ours);
                }
            }
        }
    }

    @Test
    void anEndedSessionWhoseEventsAreGoneEndsFromItsRecord() {
        assertThat(api.ask("DELETE /v1/sessions/" + session, "").status()).isEqualTo(202);
        try (Watcher watcher = resume(path(), "forged")) {
            assertThat(watcher.opening().json().boolAt("gap")).contains(true);
            Envelope end = watcher.events().event();
            assertThat(end.type()).isEqualTo(LifecycleEvent.END);
            assertThat(end.id()).isEqualTo(session);
            assertThat(end.data()
                            .asObj()
                            .orElseThrow()
                            .objAt("end")
                            .orElseThrow()
                            .textAt("reason"))
                    .contains("requested");
            assertThat(watcher.events().rest()).hasSize(1);
        }
    }

    @Test
    void whatIsAtFaultIsSaid() {
        String events = "GET /v1/events";
        for (String query : List.of(
                "type=X", "type=.*", "bot=Echo", "session=x", "colour=red", "last_event_id=a&last_event_id=b")) {
            RawHttp.Answer answer = api.ask(events + "?" + query, "");
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("bad_parameter");
        }
        assertThat(api.ask("GET " + path() + "?bot=echo", "").status()).isEqualTo(400);
        assertThat(api.ask(events, "", "Last-Event-ID: a", "Last-Event-ID: b").code())
                .isEqualTo("bad_header");
        assertThat(api.ask(events, "", "Accept: application/json").status()).isEqualTo(406);
        assertThat(api.as("", events, "").status()).isEqualTo(401);
        assertThat(api.as("nothing", events, "").status()).isEqualTo(403);
        assertThat(api.as("other", "GET " + path(), "").status()).isEqualTo(404);
        assertThat(api.ask("GET /v1/sessions/x/events", "").status()).isEqualTo(404);
        assertThat(api.ask("HEAD /v1/events", "").header("content-type")).contains("text/event-stream");
        assertThat(api.feed.clients()).isZero();
    }

    @Test
    void aServerThatIsFullSaysWhenToComeAgain() {
        var watchers = new ArrayList<Watcher>();
        for (int stream = 0; stream < ApiUnderTest.STREAMS; stream++) {
            watchers.add(watch("acme", "/v1/events"));
        }
        RawHttp.Answer full = api.ask("GET /v1/events", "");
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.code()).isEqualTo("streams_full");
        assertThat(full.header("retry-after")).contains("5");
        watchers.forEach(Watcher::close);
    }

    @Test
    void aClientThatDoesNotReadIsCutAndOthersReadOn() {
        Json.Obj large = Json.obj().put("text", "x".repeat(60_000)).build();
        try (RawHttp stalled = new RawHttp(api.doors.port());
                Watcher other = watch("acme", "/v1/events")) {
            stalled.send("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer acme\r\n\r\n");
            assertThat(stalled.answer().status()).isEqualTo(200);
            other.opening();
            int sent = 0;
            Instant until = Instant.now().plusSeconds(60);
            while (api.feed.clients() == 2 && Instant.now().isBefore(until)) {
                publish(events.said("bot.turn.bot", large));
                sent++;
                assertThat(other.events().event().sequence()).isEqualTo(sent);
            }
            assertThat(api.feed.cut()).isEqualTo(1);
            publish(events.said());
            assertThat(other.events().event().sequence()).isEqualTo(sent + 1);
        }
    }

    @Test
    void aServerThatStopsSendsItsClientsAway() throws InterruptedException {
        try (Watcher watcher = watch("acme", "/v1/events")) {
            watcher.opening();
            assertThat(api.feed.shutDown(Duration.ofSeconds(30))).isTrue();
            assertThat(watcher.events().rest())
                    .singleElement()
                    .satisfies(
                            close -> assertThat(close.json().textAt("reason")).contains("shutdown"));
        }
    }
}
