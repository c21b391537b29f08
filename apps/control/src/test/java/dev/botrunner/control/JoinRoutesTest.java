package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Json;
import dev.botrunner.session.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinRoutesTest {

    private static final String JOIN = "POST /v1/join";
    private static final String BODY = "{\"room_url\":\"https://rooms.example/standup\"}";

    private final ApiUnderTest api = new ApiUnderTest();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anAcceptedJoinSaysWhereItsSessionIs() {
        RawHttp.Answer answer = api.ask(JOIN, BODY);

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().textAt("session_id").orElseThrow();
        assertThat(answer.header("Location")).contains("/v1/sessions/" + id);
        assertThat(answer.json().member("queue").map(Json::text)).contains("{\"position\":1,\"eta_seconds\":null}");
        assertThat(api.ask("GET /v1/sessions/" + id, "").json().textAt("state")).contains("queued");
    }

    @Test
    void theSameRequestWithItsKeyIsReplayed() {
        RawHttp.Answer first = api.ask("POST /join", BODY, "Idempotency-Key: k");
        RawHttp.Answer again = api.ask(JOIN, BODY, "idempotency-key: k", "traceparent: 00-x", "Prefer: wait=x");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.json().textAt("session_id")).isEqualTo(first.json().textAt("session_id"));
        assertThat(api.sessions()).isOne();
    }

    @Test
    void aReplayOfWhatHasEndedIsTwoHundred() {
        String id = api.ask(JOIN, BODY, "Idempotency-Key: k")
                .json()
                .textAt("session_id")
                .orElseThrow();
        api.ask("DELETE /v1/sessions/" + id, "");

        RawHttp.Answer again = api.ask(JOIN, BODY, "Idempotency-Key: k", "Prefer: wait=60");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Preference-Applied")).contains("wait=60");
        assertThat(again.json().objAt("end").flatMap(end -> end.textAt("reason")))
                .contains("requested");
    }

    @Test
    void oneKeyOfTwoTenantsIsTwoKeys() {
        api.ask(JOIN, BODY, "Idempotency-Key: k");

        RawHttp.Answer other = api.as("other", JOIN, BODY, "Idempotency-Key: k");

        assertThat(other.status()).isEqualTo(202);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        api.ask(JOIN, BODY, "Idempotency-Key: k");

        RawHttp.Answer other = api.ask(JOIN, "{\"room_url\":\"https://rooms.example/x\"}", "Idempotency-Key: k");

        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(api.sessions()).isOne();
    }

    @Test
    void twoSpellingsOfARoomAreOneRoom() {
        String id = api.joined("https://Rooms.Example:443/./standup/");

        RawHttp.Answer met = api.ask(JOIN, BODY);

        assertThat(met.status()).isEqualTo(200);
        assertThat(met.json().boolAt("reused")).contains(true);
        assertThat(met.json().textAt("session_id")).contains(id);
        assertThat(met.json().textAt("room_url")).contains("https://Rooms.Example:443/./standup/");
    }

    @Test
    void aTakenRoomSaysByWhich() {
        String id = api.joined("https://rooms.example/standup");

        RawHttp.Answer taken = api.ask(JOIN, BODY.replace("}", ",\"room_policy\":\"refuse\"}"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("room_taken");
        assertThat(taken.json().textAt("session_id")).contains(id);
    }

    @Test
    void aFullQueueSaysWhenToComeBack() {
        api.caps.queue(new Tenant("acme"), 0);

        RawHttp.Answer full = api.ask(JOIN, BODY);

        assertThat(full.code()).isEqualTo("tenant_queue_full");
        assertThat(full.header("Retry-After")).contains("5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{}{}",
                "{\"room_url\":\"https://r.example\"",
                "{\"room_url\":\"https://r.example\",}",
                "\uFEFF{\"room_url\":\"https://r.example\"}",
                "{\"room_url\":\"https://r.example\",\"priority\":01}",
                "{\"room_url\":\"https://r.example\",\"priority\":NaN}",
                "{\"room_url\":\"https://r.example\",\"room_url\":\"https://r.example\"}",
                "{\"room_url\":\"https://r.example\",\"room_token\":\"\\ud800\"}",
                "{'room_url':'https://r.example'}",
                "{\"room_url\":\"https://r.example\",\"config\":{\"a\":-}}"
            })
    void whatIsNotOneJsonObjectIsMalformed(String body) {
        RawHttp.Answer answer = api.ask(JOIN, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_json");
        assertThat(api.sessions()).isZero();
    }

    @Test
    void depthsAndHeapsAreRefusedFlatly() {
        String deep = "{\"room_url\":\"https://r.example\",\"config\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        String wide = "{\"room_url\":\"https://r.example\",\"supported_features\":[" + "1,".repeat(400_000) + "1]}";

        assertThat(api.ask(JOIN, deep).code()).isEqualTo("malformed_json");
        assertThat(api.ask(JOIN, wide).code()).isEqualTo("invalid_request");
        assertThat(api.sessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "\t"})
    void aKeyIsVisibleAscii(String key) {
        assertThat(api.ask(JOIN, BODY, "Idempotency-Key: " + key).code()).isEqualTo("bad_header");
        assertThat(api.sessions()).isZero();
    }

    @Test
    void aKeyIsNeitherRepeatedNorLong() {
        assertThat(api.ask(JOIN, BODY, "Idempotency-Key: a", "Idempotency-Key: b")
                        .code())
                .isEqualTo("bad_header");
        assertThat(api.ask(JOIN, BODY, "Idempotency-Key: " + "k".repeat(256)).code())
                .isEqualTo("bad_header");
        assertThat(api.ask(JOIN, BODY, "Idempotency-Key: " + "k".repeat(255)).status())
                .isEqualTo(202);
    }

    @Test
    void allFaultsAreToldTogetherAndNoneRepeatsASecret() {
        RawHttp.Answer answer = api.ask(JOIN, """
                {"room_url": "https://user:canary@r.example", "room_token": ["canary"], "secrets": {"PATH": "canary"},
                 "user": {"name": 5}, "personality_id": "../canary", "color": "canary"}""");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().itemsAt("errors").orElseThrow()).hasSize(6);
        assertThat(answer.body()).doesNotContain("canary");
        assertThat(api.sessions()).isZero();
    }

    @Test
    void anAdministratorOfAllTenantsMayNotJoin() {
        assertThat(api.as("root", JOIN, BODY).code()).isEqualTo("forbidden");
    }
}
