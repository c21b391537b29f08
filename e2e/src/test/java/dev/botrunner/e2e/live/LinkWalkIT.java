package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker and a runner that know section 5 of the contract only: this test plays them. */
@ParameterizedClass
@EnumSource(names = {"PLAIN", "REDIS"})
@ExtendWith(LogsOnFailure.class)
@SuppressWarnings("NullAway.Init")
class LinkWalkIT {

    private static Stand stand;

    @Parameter
    Topology topology;

    @BeforeParameterizedClassInvocation
    static void start(Topology topology) {
        stand = Stand.startServer(StandPlan.of(topology));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void aRunnerOfAnybodysMakingRunsASession() {
        LiveSession session = stand.join(
                "stay",
                "by-link",
                body -> body.put(
                                "secrets",
                                Json.obj().put("MODEL_KEY", "hunter2").build())
                        .put("config", Json.parse("{\"pi\":3.1400}")));
        Json.Obj claim = claim("stay", "walk-1");
        assertThat(claim.textAt("session_id")).contains(session.id());
        assertThat(claim("stay", "walk-1")).isEqualTo(claim);
        Api ticket = stand.link().as(claim.textAt("ticket").orElseThrow());

        Json.Obj granted = redeemed(ticket);
        Api runner = stand.link().as(granted.textAt("session_token").orElseThrow());
        assertThat(post(runner, "joined", Json.Obj.EMPTY).status()).isEqualTo(200);
        session.joined();
        events(runner, session);
        messages(runner, session);
        Json.Obj done = Json.obj()
                .put("outcome", "completed")
                .put("reason", "room_empty")
                .put("exit_code", 0)
                .put("detail", "Everybody left")
                .build();
        Json.Obj end = post(runner, "finish", done).object();
        assertThat(post(runner, "finish", done).object()).isEqualTo(end);
        assertThat(end.objAt("end").orElseThrow().textAt("reason")).contains("room_empty");
        assertThat(session.awaitEnd().word()).isEqualTo("completed/room_empty");
        assertThat(post(runner, "joined", Json.Obj.EMPTY).status()).isEqualTo(409);
        assertThat(session.document().text()).doesNotContain("hunter2");
        assertThat(session.stream().told().toString()).doesNotContain("hunter2");
    }

    private static Json.Obj redeemed(Api ticket) {
        Json.Obj granted = redeem(ticket, "one").object();
        Json.Obj given = granted.objAt("session").orElseThrow();
        assertThat(given.objAt("secrets").orElseThrow().textAt("MODEL_KEY")).contains("hunter2");
        assertThat(given.member("config").orElseThrow().text()).isEqualTo("{\"pi\":3.1400}");
        assertThat(redeem(ticket, "one").object().objAt("session")).contains(given);
        Reply other = redeem(ticket, "two");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("superseded");
        return granted;
    }

    private static void events(Api runner, LiveSession session) {
        String events = """
                [{"type":"bot.turn.user","data":{"text":"hi"},"id":"01k00000000000000000000001",
                  "sequence":"00000000000000000001","epoch":"e1","source":"/sessions/stolen/1","tenantid":"other",
                  "specversion":"1.0","time":"2026-11-23T21:00:00.123Z"},
                 {"type":"bot.session.end","data":{},"id":"01k00000000000000000000002",
                  "sequence":"00000000000000000002","epoch":"e1","specversion":"1.0","time":"2026-11-23T21:00:00.123Z"}]
                """;
        Json.Obj answer = runner.post("/link/v1/events", events, Map.of()).object();
        assertThat(answer.integerAt("accepted")).hasValue(1);
        Json.Obj rejected =
                answer.itemsAt("rejected").orElseThrow().getFirst().asObj().orElseThrow();
        assertThat(rejected.integerAt("index")).hasValue(1);
        assertThat(rejected.textAt("code")).contains("reserved_type");
        Told told = session.stream().await("bot.turn.user");
        assertThat(told.source()).isEqualTo("/sessions/" + session.id() + "/1");
        assertThat(told.text("tenantid")).isEqualTo("default");
    }

    private static void messages(Api runner, LiveSession session) {
        session.say("chat", Json.obj().put("text", "one").build());
        session.say("chat", Json.obj().put("text", "two").build());
        Json.Obj first = post(runner, "beat", beat(Json.nil())).object();
        assertThat(first.member("end")).contains(Json.nil());
        Json.Obj last =
                first.itemsAt("messages").orElseThrow().getLast().asObj().orElseThrow();
        assertThat(first.itemsAt("messages").orElseThrow()).hasSize(2);
        assertThat(last.objAt("data").orElseThrow().textAt("text")).contains("two");
        Json.Obj second =
                post(runner, "beat", beat(last.member("id").orElseThrow())).object();
        assertThat(second.itemsAt("messages").orElseThrow()).isEmpty();
    }

    @Test
    void aChildThatDiesIsReportedAndCountsAsATry() {
        LiveSession session = stand.join("crash", "by-worker");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Json.Obj claim = claim("crash", "dies-" + attempt);
            assertThat(claim.integerAt("attempt")).hasValue(attempt);
            Json.Obj exited = Json.obj()
                    .put("instance", "walker")
                    .put("session_id", session.id())
                    .put("attempt", attempt)
                    .put("claim", claim.member("claim").orElseThrow())
                    .put("exit_code", 7)
                    .put("signal", Json.nil())
                    .build();
            assertThat(post(stand.link(), "exited", exited).status()).isEqualTo(204);
        }
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("failed/bot_crashed");
        assertThat(end.code()).isEqualTo(7);
    }

    @Test
    void whatIsStoppedIsKilled() {
        LiveSession session = stand.join("brief", "killed");
        Json.Obj claim = claim("brief", "killed-1");
        session.stop();
        session.awaitEnd();
        Json.Obj child = Json.obj()
                .put("session_id", session.id())
                .put("attempt", 1)
                .put("claim", claim.member("claim").orElseThrow())
                .build();
        Json.Obj work = post(stand.link(), "claim", claiming(Json.arr(), "", Json.arr(child)))
                .object();
        assertThat(work.itemsAt("kill").orElseThrow())
                .containsExactly(Json.obj()
                        .put("session_id", session.id())
                        .put("attempt", 1)
                        .build());
        Reply late = redeem(stand.link().as(claim.textAt("ticket").orElseThrow()), "late");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("ended");
    }

    /** Asked anew until there is one: a session in back-off waits for its date. */
    private static Json.Obj claim(String bot, String request) {
        while (true) {
            Reply reply = post(stand.link(), "claim", claiming(Json.arr(Json.str(bot)), request, Json.arr()));
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            if (reply.object().objAt("claim").isPresent()) {
                return reply.object().objAt("claim").get();
            }
        }
    }

    private static Json.Obj claiming(Json bots, String request, Json children) {
        return Json.obj()
                .put("instance", "walker")
                .put("request_id", request.isEmpty() ? "none" : request)
                .put("bots", bots)
                .put("children", children)
                .put("wait_seconds", request.isEmpty() ? 0 : 10)
                .build();
    }

    private static Reply redeem(Api ticket, String instance) {
        return post(ticket, "redeem", Json.obj().put("instance", instance).build());
    }

    private static Json.Obj beat(Json taken) {
        return Json.obj()
                .put("hold_seconds", 0)
                .put("taken", taken)
                .put("joined", true)
                .put("assets_ready", Json.nil())
                .build();
    }

    private static Reply post(Api api, String call, Json.Obj body) {
        return api.post("/link/v1/" + call, body);
    }
}
