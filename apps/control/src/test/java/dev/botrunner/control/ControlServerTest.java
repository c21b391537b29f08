package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.control.settings.ControlSettings.Listening;
import dev.botrunner.files.KeysFile;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.SealKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlServerTest {

    private static final String ROOM = "{\"room_url\":\"https://rooms.example/a\"}";

    private static final Profiles PROFILES = Profiles.of(Profile.named(new BotName("echo")));
    private static final Inputs INPUTS = new Inputs(() -> PROFILES, () -> KeysFile.EMPTY, SealKeys.random(), List.of());

    private final ControlServer server =
            ControlServer.start(ControlSettings.inMemory(Listening.onLoopback(0, 0, 0)), INPUTS);

    @AfterEach
    void close() {
        server.close();
    }

    private int api() {
        return port(server.apiUrl().orElseThrow());
    }

    private int link() {
        return port(server.linkUrl().orElseThrow());
    }

    private int manage() {
        return port(server.manageUrl());
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    private static RawHttp.Answer get(int port, String path) {
        return RawHttp.ask(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private static RawHttp.Answer post(int port, String path, String bearer, String body) {
        return RawHttp.ask(port, request(path, bearer, body));
    }

    private static String request(String path, String bearer, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + (bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n") + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private String join() {
        RawHttp.Answer joined = RawHttp.untilAnswered(api(), request("/v1/join", "", ROOM));
        assertThat(joined.status()).as(joined.body()).isEqualTo(202);
        return joined.json().textAt("session_id").orElseThrow();
    }

    private Json.Obj claim() {
        RawHttp.Answer claimed = post(
                link(),
                "/link/v1/claim",
                "",
                "{\"instance\":\"w1\",\"request_id\":\"r1\",\"bots\":[\"echo\"],\"children\":[],\"wait_seconds\":0}");
        assertThat(claimed.status()).as(claimed.body()).isEqualTo(200);
        return claimed.json().objAt("claim").orElseThrow();
    }

    @Test
    void aSessionGoesFromJoinToEndOverTheLink() {
        String id = join();
        Json.Obj claim = claim();
        assertThat(claim.textAt("session_id")).contains(id);
        RawHttp.Answer redeemed =
                post(link(), "/link/v1/redeem", claim.textAt("ticket").orElseThrow(), "{\"instance\":\"i1\"}");
        assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(200);
        String token = redeemed.json().textAt("session_token").orElseThrow();
        assertThat(post(link(), "/link/v1/joined", token, "").body()).isEqualTo("{}");
        RawHttp.Answer beat = post(
                link(),
                "/link/v1/beat",
                token,
                "{\"hold_seconds\":0,\"taken\":null,\"joined\":true,\"assets_ready\":\"cold\"}");
        assertThat(beat.body()).isEqualTo("{\"end\":null,\"messages\":[]}");
        assertThat(post(link(), "/link/v1/events", token, "[]").body()).isEqualTo("{\"accepted\":0,\"rejected\":[]}");
        RawHttp.Answer finished = post(
                link(),
                "/link/v1/finish",
                token,
                "{\"outcome\":\"completed\",\"reason\":\"done\",\"exit_code\":0,\"detail\":null}");
        assertThat(finished.json().objAt("end").orElseThrow().textAt("outcome")).contains("completed");
        assertThat(post(link(), "/link/v1/joined", token, "").code()).isEqualTo("ended");
        assertThat(get(api(), "/v1/sessions/" + id).json().textAt("state")).contains("ended");
    }

    @Test
    void whoComesSecondIsSuperseded() {
        join();
        String ticket = claim().textAt("ticket").orElseThrow();
        assertThat(post(link(), "/link/v1/redeem", ticket, "{\"instance\":\"i1\"}")
                        .status())
                .isEqualTo(200);
        assertThat(post(link(), "/link/v1/redeem", ticket, "{\"instance\":\"i1\"}")
                        .status())
                .isEqualTo(200);
        RawHttp.Answer second = post(link(), "/link/v1/redeem", ticket, "{\"instance\":\"i2\"}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("superseded");
    }

    @Test
    void aTicketOrTokenThatIsNoneIsTurnedAway() {
        for (String bearer : List.of("", "x", "brt1.a.b.c.d", "brs1.e30.AAAA")) {
            assertThat(post(link(), "/link/v1/redeem", bearer, "{\"instance\":\"i1\"}")
                            .status())
                    .isEqualTo(401);
            assertThat(post(link(), "/link/v1/joined", bearer, "").status()).isEqualTo(401);
            assertThat(post(link(), "/link/v1/events", bearer, "[]").status()).isEqualTo(401);
        }
    }

    @Test
    void allFaultsOfALinkCallAreToldTogether() {
        RawHttp.Answer answer = post(link(), "/link/v1/claim", "", "{\"instance\":7,\"colour\":\"red\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("/instance", "/colour", "/request_id", "/wait_seconds")
                .doesNotContain("red\"");
    }

    @Test
    void aStoppedSessionIsStoppedOnce() {
        String id = join();
        String delete = "DELETE /v1/sessions/" + id + " HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(RawHttp.ask(api(), delete).status()).isEqualTo(202);
        assertThat(RawHttp.ask(api(), delete).status()).isEqualTo(200);
        assertThat(RawHttp.ask(api(), delete.replace(id, "01k00000000000000000000000"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theManagementPortSaysHowItIs() {
        assertThat(get(manage(), "/livez").status()).isEqualTo(200);
        assertThat(get(manage(), "/readyz").status()).isEqualTo(200);
        RawHttp.Answer health = get(manage(), "/healthz");
        assertThat(health.status()).as(health.body()).isEqualTo(200);
        assertThat(health.body()).contains("\"queue\":{\"status\":\"up\"}", "loop-deadlines", "loop-outbox");
    }

    @Test
    void everyMetricStandsInTheReference() throws IOException {
        join();
        String page = Files.readString(Path.of("../../docs/reference/metrics.md"));
        assertThat(get(manage(), "/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("# HELP botrunner_"))
                        .map(line -> line.split(" ", 4)[2])
                        .map(name -> name.replaceFirst("_max$", "")))
                .isNotEmpty()
                .allMatch(name -> page.contains("`" + name), "it stands in the reference");
    }

    @Test
    void theManagementPortMeasures() {
        join();
        // An answer is counted when it is on its way, which may be after it has come.
        String counted = "botrunner_http_requests_total{code=\"202\",route=\"/v1/join\"} 1.0";
        Instant until = Instant.now().plusSeconds(60);
        while (!get(manage(), "/metrics").body().contains(counted)
                && Instant.now().isBefore(until)) {
            Thread.onSpinWait();
        }
        assertThat(get(manage(), "/metrics").body())
                .contains("botrunner_queue_depth{bot=\"echo\"} 1.0")
                .contains("botrunner_queue_oldest_seconds{bot=\"echo\"}")
                .contains("botrunner_join_duration_seconds_bucket")
                .contains("botrunner_sessions{state=\"queued\"} 1.0")
                .contains("botrunner_mirror_lost_total")
                .contains("botrunner_outbox_entries")
                .contains("botrunner_outbox_dead_total")
                .contains("botrunner_store_up 1.0")
                .contains("botrunner_broker_up 1.0")
                .contains("botrunner_outbox_oldest_seconds")
                .contains("botrunner_records_hidden_total 0.0")
                .contains(counted)
                .contains("botrunner_deadline_lag_seconds");
    }

    @Test
    void eachPortAnswersItsOwnPathsOnly() {
        assertThat(get(api(), "/metrics").status()).isEqualTo(404);
        assertThat(get(manage(), "/v1/sessions").status()).isEqualTo(404);
        assertThat(post(api(), "/link/v1/claim", "", "{}").status()).isEqualTo(404);
    }

    @Test
    void theDashboardIsServedToEverybody() {
        assertThat(get(api(), "/").body()).contains("/dashboard/main.js");
        assertThat(get(api(), "/dashboard/main.js").status()).isEqualTo(200);
        assertThat(get(manage(), "/").status()).isEqualTo(404);
    }

    @Test
    void streamsAreToldThatTheServerStops() {
        try (RawHttp stream = new RawHttp(api())) {
            stream.send("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(stream.until("\n\n")).contains("stream.open");
            assertThat(get(manage(), "/metrics").body()).contains("botrunner_stream_clients 1.0");
            server.close();
            assertThat(stream.until("0\r\n\r\n")).contains("stream.close", "\"shutdown\"");
            assertThat(stream.isClosed()).isTrue();
        }
    }

    @Test
    void aJoinThatWaitsIsAnsweredWhenTheServerStops() {
        try (RawHttp http = new RawHttp(api())) {
            http.send("POST /v1/join HTTP/1.1\r\nHost: x\r\nPrefer: wait=60\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + ROOM.length() + "\r\n\r\n" + ROOM);
            while (!get(manage(), "/metrics").body().contains("botrunner_queue_depth{bot=\"echo\"} 1.0")) {
                Thread.onSpinWait();
            }
            server.close();
            assertThat(http.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void aServerThatOnlyDispatchesHasNoApi() {
        var memory = ControlSettings.inMemory(Listening.onLoopback(0, 0, 0));
        var settings = new ControlSettings(
                ControlSettings.Role.DISPATCH,
                memory.listening(),
                memory.backing(),
                memory.limits(),
                memory.times(),
                memory.trust());
        try (ControlServer dispatching = ControlServer.start(settings, INPUTS)) {
            assertThat(dispatching.apiUrl()).isEmpty();
            assertThat(dispatching.linkUrl()).isEmpty();
            RawHttp.Answer health = get(port(dispatching.manageUrl()), "/healthz");
            assertThat(health.body())
                    .contains("loop-dispatch-0", "loop-objects")
                    .doesNotContain("loop-deadlines");
        }
    }
}
