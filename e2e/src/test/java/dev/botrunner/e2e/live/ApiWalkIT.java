package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route of the API, by a client that knows the contract only. Nobody takes sessions here: they wait. */
@ParameterizedClass
@EnumSource(names = {"PLAIN", "REDIS"})
@ExtendWith(LogsOnFailure.class)
@SuppressWarnings("NullAway.Init")
class ApiWalkIT {

    private static final Set<String> EVERYWHERE = Set.of(
            "session_id",
            "state",
            "bot",
            "room_url",
            "created_at",
            "start_deadline",
            "attempt",
            "phase",
            "queue",
            "labels",
            "priority",
            "end",
            "links");

    private static Stand stand;
    private static Api api;

    @Parameter
    Topology topology;

    @BeforeParameterizedClassInvocation
    static void start(Topology topology) {
        stand = Stand.startServer(StandPlan.of(topology));
        api = stand.api();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void aSessionIsDescribedAlikeWhereverItIsShown() {
        Reply joined = join("described", Map.of());
        assertThat(joined.status()).isEqualTo(202);
        Json.Obj document = joined.object();
        String id = document.textAt("session_id").orElseThrow();
        assertThat(id).matches("[0-9a-hjkmnp-tv-z]{26}");
        assertThat(joined.header("Location")).contains("/v1/sessions/" + id);
        assertThat(document.members().keySet()).isEqualTo(with("reused"));
        assertThat(document.textAt("state")).contains("queued");
        assertThat(document.objAt("queue").orElseThrow().members().keySet())
                .isEqualTo(Set.of("position", "eta_seconds"));
        assertThat(document.objAt("links").orElseThrow())
                .isEqualTo(Json.obj()
                        .put("self", "/v1/sessions/" + id)
                        .put("events", "/v1/sessions/" + id + "/events")
                        .build());
        Json.Obj shown = api.get("/v1/sessions/" + id).object();
        assertThat(shown.members().keySet()).isEqualTo(with("timeline"));
        Json.Obj list = api.get("/v1/sessions?limit=1&state=queued&bot=stay&room_url=https://rooms.example/described")
                .object();
        assertThat(list.members().keySet()).isEqualTo(Set.of("sessions", "next"));
        Json.Obj listed =
                list.itemsAt("sessions").orElseThrow().getFirst().asObj().orElseThrow();
        assertThat(listed.members().keySet()).isEqualTo(EVERYWHERE);
        Json.Obj stopped = api.delete("/v1/sessions/" + id).object();
        assertThat(stopped.textAt("state")).contains("ended");
        assertThat(stopped.objAt("end").orElseThrow().members().keySet())
                .isEqualTo(Set.of("outcome", "reason", "stage", "blame", "attempt", "exit_code", "detail", "at"));
    }

    @Test
    void aListIsPagedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            join("paged-" + i, Map.of());
        }
        var ids = new java.util.ArrayList<String>();
        String next = "";
        do {
            Json.Obj page = api.get("/v1/sessions?limit=2" + next).object();
            page.itemsAt("sessions")
                    .orElseThrow()
                    .forEach(session -> ids.add(
                            session.asObj().orElseThrow().textAt("session_id").orElseThrow()));
            next = page.textAt("next").map(cursor -> "&after=" + cursor).orElse("");
        } while (!next.isEmpty());
        assertThat(ids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(ids).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                    | 400 | malformed_json  | ",
                "[]                                                    | 400 | malformed_json  | ",
                "{\"bot\":\"stay\",\"bot\":\"stay\"}                   | 400 | malformed_json  | ",
                "{\"bot\":\"stay\"}                                    | 422 | invalid_request | /room_url",
                "{\"room_url\":\"https://r/a\",\"rum\":1}              | 422 | invalid_request | /rum",
                "{\"room_url\":\"ftp://r/a\"}                          | 422 | invalid_request | /room_url",
                "{\"room_url\":\"https://u:p@r/a\"}                    | 422 | invalid_request | /room_url",
                "{\"room_url\":\"https://r/a\",\"bot\":\"nobody\"}     | 422 | invalid_request | /bot",
                "{\"room_url\":\"https://r/a\",\"priority\":10}        | 422 | invalid_request | /priority",
                "{\"room_url\":\"https://r/a\",\"labels\":null}        | 422 | invalid_request | /labels",
                "{\"room_url\":\"https://r/a\",\"secrets\":{\"PATH\":\"x\"}} | 422 | invalid_request | /secrets/PATH",
            })
    void aBadJoinIsRefusedWithItsFaults(String body, int status, String code, String pointer) {
        Reply reply = api.post("/v1/join", body, Map.of());
        assertProblem(reply, status, code);
        if (pointer != null) {
            assertThat(reply.object().itemsAt("errors").orElseThrow().stream()
                            .map(error -> error.asObj()
                                    .orElseThrow()
                                    .textAt("pointer")
                                    .orElseThrow()))
                    .contains(pointer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/nothing,                                   404, not_found",
        "GET,    /v1/sessions/01k0000000000000000000000a,       404, not_found",
        "GET,    /v1/sessions/no-id,                            404, not_found",
        "DELETE, /v1/sessions/01k0000000000000000000000a,       404, not_found",
        "GET,    /v1/sessions/01k0000000000000000000000a/events, 404, not_found",
        "PUT,    /v1/sessions,                                  405, method_not_allowed",
        "GET,    /v1/join,                                      405, method_not_allowed",
        "GET,    /v1/sessions?limit=0,                          400, bad_parameter",
        "GET,    /v1/sessions?limit=501,                        400, bad_parameter",
        "GET,    /v1/sessions?colour=red,                       400, bad_parameter",
        "GET,    /v1/sessions?after=forged,                     400, bad_parameter",
        "GET,    /v1/queue/nobody/demand,                       404, not_found",
    })
    void whatIsNotThereIsRefused(String method, String path, int status, String code) {
        Reply reply = api.call(method, path, Map.of());
        assertProblem(reply, status, code);
        if (status == 405) {
            assertThat(reply.header("Allow")).isPresent();
        }
    }

    @Test
    void whatCannotBeReadOrAnsweredIsRefused() {
        String body = "{\"room_url\":\"https://r/a\"}";
        assertProblem(api.post("/v1/join", body, Map.of("Content-Type", "text/plain")), 415, "unsupported_media_type");
        assertProblem(api.post("/v1/join", body, Map.of("Idempotency-Key", "with space")), 400, "bad_header");
        assertProblem(api.post("/v1/join", "{\"x\":\"" + "a".repeat(1 << 20) + "\"}", Map.of()), 413, "too_large");
        assertProblem(api.call("GET", "/v1/sessions", Map.of("Accept", "image/png")), 406, "not_acceptable");
        assertProblem(api.call("GET", "/v1/events?type=Bad%20Type", Map.of()), 400, "bad_parameter");
    }

    @Test
    void queueAndBotsAreShown() {
        join("shown", Map.of());
        Json.Obj demand = api.get("/v1/queue/stay/demand").object();
        assertThat(demand.members().keySet()).isEqualTo(Set.of("queued", "startable", "in_flight"));
        assertThat(demand.integerAt("startable").orElseThrow()).isPositive();
        assertThat(api.get("/v1/queue").status()).isEqualTo(200);
        Reply bots = api.get("/v1/bots");
        assertThat(bots.body()).contains("stay", "by-hand").doesNotContain("bot.sh", "exec");
    }

    @Test
    void documentsAndPagesAreOpen() {
        for (String path : Set.of("/openapi.yaml", "/asyncapi.yaml", "/")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theManagementPortSaysHowItIs() {
        Api management = stand.management();
        assertThat(management.get("/livez").status()).isEqualTo(200);
        assertThat(management.get("/readyz").status()).isEqualTo(200);
        assertThat(management.get("/healthz").object().members()).isNotEmpty();
        join("measured", Map.of());
        String metrics = management.get("/metrics").body();
        assertThat(metrics).contains("botrunner_queue_depth", "botrunner_sessions", "botrunner_http_requests_total");
        assertProblem(management.get("/v1/sessions"), 404, "not_found");
    }

    private static Reply join(String room, Map<String, String> headers) {
        String body = "{\"bot\":\"stay\",\"room_url\":\"https://rooms.example/" + room + "\"}";
        return Joins.answered(() -> api.post("/v1/join", body, headers));
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(reply.code()).as(reply.toString()).isEqualTo(code);
        assertThat(reply.object().integerAt("status")).hasValue(status);
        assertThat(reply.object().textAt("type")).contains("urn:botrunner:problem:" + code);
        assertThat(reply.object().textAt("title")).isPresent();
    }

    private static Set<String> with(String one) {
        var all = new TreeSet<>(EVERYWHERE);
        all.add(one);
        return all;
    }
}
