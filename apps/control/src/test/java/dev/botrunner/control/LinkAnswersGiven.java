package dev.botrunner.control;

import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.REFUSED;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Json;
import java.time.Instant;

/** All that the link answers to workers and runners of this queue; pods that are retired are of a later one. */
final class LinkAnswersGiven {

    private static final String REDEEM = "POST /link/v1/redeem";
    private static final String CLAIM = "POST /link/v1/claim";
    private static final String EXITED = "POST /link/v1/exited";
    private static final String JOINED = "POST /link/v1/joined";
    private static final String BEAT = "POST /link/v1/beat";
    private static final String EVENTS = "POST /link/v1/events";
    private static final String FINISH = "POST /link/v1/finish";
    private static final String LIVING = "{\"hold_seconds\":0,\"taken\":null,\"joined\":true,\"assets_ready\":null}";
    private static final String DONE = "{\"outcome\":\"completed\",\"reason\":\"done\"}";

    private final Conformity conformity;
    private final ApiUnderTest api;

    LinkAnswersGiven(Conformity conformity) {
        this.conformity = conformity;
        this.api = conformity.api;
    }

    void provoke() {
        Json.Obj claim = claims();
        String ticket = claim.textAt("ticket").orElseThrow();
        String token = redeems(ticket);
        lives(token);
        ends(token, ticket, claim);
    }

    private Json.Obj claims() {
        conformity.see(CLAIM, 422, api.as("worker", CLAIM, "{}"));
        conformity.see(CLAIM, 200, api.as("worker", CLAIM, claim("support", 1)));
        api.faults.next("queue.next", REFUSED);
        conformity.see(CLAIM, 503, api.as("worker", CLAIM, claim("echo", 2)));
        RawHttp.Answer claimed = conformity.see(CLAIM, 200, api.as("worker", CLAIM, claim("echo", 3)));
        return claimed.json().objAt("claim").orElseThrow();
    }

    private static String claim(String bot, int request) {
        return "{\"instance\":\"w\",\"request_id\":\"r" + request + "\",\"bots\":[\"" + bot
                + "\"],\"children\":[],\"wait_seconds\":0}";
    }

    private String redeems(String ticket) {
        String me = "{\"instance\":\"me\"}";
        conformity.see(REDEEM, 401, api.as("forged", REDEEM, me));
        conformity.see(REDEEM, 422, api.as(ticket, REDEEM, "{}"));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(REDEEM, 503, api.as(ticket, REDEEM, me));
        RawHttp.Answer granted = conformity.see(REDEEM, 200, api.as(ticket, REDEEM, me));
        conformity.see(REDEEM, 409, api.as(ticket, REDEEM, "{\"instance\":\"other\"}"));
        return granted.json().textAt("session_token").orElseThrow();
    }

    private void lives(String token) {
        for (String line : new String[] {JOINED, BEAT, EVENTS, FINISH}) {
            conformity.see(line, 401, api.as("forged", line, "{}"));
            String wrong = line.equals(EVENTS) ? "{}" : "{\"x\":1}";
            conformity.see(line, 422, api.as(token, line, wrong));
            api.faults.next("ledger.find", REFUSED);
            conformity.see(line, 503, api.as(token, line, sound(line)));
        }
        String forgotten = api.tokenOf("01k0000000000000000000000a", Instant.EPOCH);
        for (String line : new String[] {JOINED, BEAT, EVENTS, FINISH}) {
            conformity.see(line, 404, api.as(forgotten, line, sound(line)));
        }
        conformity.see(JOINED, 200, api.as(token, JOINED, ""));
        conformity.see(BEAT, 200, api.as(token, BEAT, LIVING));
        conformity.see(EVENTS, 200, api.as(token, EVENTS, "[{\"type\":\"bot.session.end\"},7]"));
    }

    private static String sound(String line) {
        return switch (line) {
            case JOINED -> "{}";
            case BEAT -> LIVING;
            case EVENTS -> "[]";
            default -> DONE;
        };
    }

    private void ends(String token, String ticket, Json.Obj claim) {
        String session = claim.textAt("session_id").orElseThrow();
        conformity.see(FINISH, 409, api.as(api.tokenOf(session, Instant.now()), FINISH, DONE));
        conformity.see(FINISH, 200, api.as(token, FINISH, DONE));
        conformity.see(REDEEM, 409, api.as(ticket, REDEEM, "{\"instance\":\"me\"}"));
        conformity.see(JOINED, 409, api.as(token, JOINED, "{}"));
        conformity.see(BEAT, 409, api.as(token, BEAT, LIVING));
        conformity.see(EVENTS, 409, api.as(token, EVENTS, "[]"));
        String exit = "{\"instance\":\"w\",\"session_id\":\""
                + claim.textAt("session_id").orElseThrow()
                + "\",\"attempt\":1,\"claim\":1,\"exit_code\":0,\"signal\":null}";
        conformity.see(EXITED, 422, api.as("worker", EXITED, "{}"));
        conformity.see(EXITED, 204, api.as("worker", EXITED, exit));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(EXITED, 503, api.as("worker", EXITED, exit));
    }
}
