package dev.botrunner.control;

import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.ANSWER_LOST;
import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.REFUSED;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Tenant;

/** All that a join may be answered, at both of its paths. */
final class JoinAnswers {

    private final Conformity conformity;
    private final ApiUnderTest api;
    private int rooms;

    JoinAnswers(Conformity conformity) {
        this.conformity = conformity;
        this.api = conformity.api;
    }

    void provoke() {
        provoke("POST /v1/join");
        provoke("POST /join");
    }

    private void provoke(String join) {
        String body = body("");
        conformity.see(join, 202, api.ask(join, body, "Idempotency-Key: " + rooms));
        conformity.see(join, 202, api.ask(join, body, "Idempotency-Key: " + rooms));
        conformity.see(join, 200, api.ask(join, body));
        conformity.see(join, 202, api.ask(join, body(""), "Prefer: wait=1"));
        conformity.see(join, 422, api.ask(join, body(",\"priority\":7"), "Idempotency-Key: " + (rooms - 2)));
        conformity.see(join, 422, api.ask(join, "{\"room_url\":null,\"secrets\":{\"PATH\":\"x\"},\"y\":1}"));
        conformity.see(join, 409, api.ask(join, body.replace("}", ",\"room_policy\":\"refuse\"}")));
        conformity.see(join, 400, api.ask(join, "[]"));
        conformity.see(join, 400, api.ask(join, body(""), "Idempotency-Key: a", "Idempotency-Key: a"));
        api.caps.queueLimit(0);
        conformity.see(join, 429, api.ask(join, body("")));
        api.caps.queueLimit(10_000).queue(new Tenant("acme"), 0);
        conformity.see(join, 429, api.ask(join, body("")));
        api.caps.queue(new Tenant("acme"), 10_000);
        conformity.see(join, 429, throttled(join));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(join, 503, api.ask(join, body("")));
        api.faults.next("queue.enqueue", ANSWER_LOST);
        conformity.see(join, 503, api.ask(join, body("")));
    }

    private RawHttp.Answer throttled(String join) {
        var other = new Tenant("other");
        api.caps.rate(other, 0.01, 1);
        api.as("other", join, body(""));
        var answer = api.as("other", join, body(""));
        api.caps.rate(other, 0, 0);
        return answer;
    }

    private String body(String more) {
        rooms++;
        return "{\"room_url\":\"https://rooms.example/joins/" + rooms + "\"" + more + "}";
    }
}
