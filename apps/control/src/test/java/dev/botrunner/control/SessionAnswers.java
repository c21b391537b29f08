package dev.botrunner.control;

import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.REFUSED;

/** All that sessions answer. */
final class SessionAnswers {

    private static final String UNKNOWN = "01k0000000000000000000000a";
    private static final String LIST = "GET /v1/sessions";
    private static final String SHOW = "GET /v1/sessions/{id}";
    private static final String STOP = "DELETE /v1/sessions/{id}";
    private static final String POST = "POST /v1/sessions/{id}/messages";
    private static final String LEAVE = "POST /v1/leave";
    private static final String NOTE = "{\"type\":\"note\",\"data\":{}}";

    private final Conformity conformity;
    private final ApiUnderTest api;

    SessionAnswers(Conformity conformity) {
        this.conformity = conformity;
        this.api = conformity.api;
    }

    void provoke() {
        String id = api.joined("https://rooms.example/sessions/1");
        lists();
        shows(id);
        messages(id);
        stops(id);
        leaves();
    }

    private void lists() {
        String next = conformity
                .see(LIST, 200, api.ask("GET /v1/sessions?limit=1", ""))
                .json()
                .textAt("next")
                .orElseThrow();
        conformity.see(LIST, 200, api.ask("GET /v1/sessions?limit=1&after=" + next, ""));
        conformity.see(LIST, 200, api.as("root", "GET /v1/sessions?state=queued&bot=echo", ""));
        conformity.see(LIST, 400, api.ask("GET /v1/sessions?limit=0", ""));
        conformity.see(LIST, 400, api.ask("GET /v1/sessions?after=AAAA", ""));
        api.faults.next("ledger.page", REFUSED);
        conformity.see(LIST, 503, api.ask("GET /v1/sessions", ""));
    }

    private void shows(String id) {
        conformity.see(SHOW, 200, api.ask("GET /v1/sessions/" + id, ""));
        conformity.see(SHOW, 200, api.as("root", "GET /v1/sessions/" + id, ""));
        conformity.see(SHOW, 404, api.as("other", "GET /v1/sessions/" + id, ""));
        conformity.see(SHOW, 404, api.ask("GET /v1/sessions/" + UNKNOWN, ""));
        conformity.see(SHOW, 404, api.ask("GET /v1/sessions/no-id", ""));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(SHOW, 503, api.ask("GET /v1/sessions/" + id, ""));
    }

    private void messages(String id) {
        String line = "POST /v1/sessions/" + id + "/messages";
        conformity.see(POST, 404, api.as("other", line, NOTE));
        conformity.see(POST, 422, api.ask(line, "{\"type\":\"A\"}"));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(POST, 503, api.ask(line, NOTE));
        for (int i = 0; i < 64; i++) {
            conformity.see(POST, 202, api.ask(line, NOTE));
        }
        conformity.see(POST, 429, api.ask(line, NOTE));
    }

    private void stops(String id) {
        String line = "DELETE /v1/sessions/" + id;
        api.faults.next("ledger.find", REFUSED);
        conformity.see(STOP, 503, api.ask(line, ""));
        conformity.see(STOP, 404, api.as("other", line, ""));
        conformity.see(STOP, 202, api.ask(line, ""));
        conformity.see(STOP, 200, api.ask(line, ""));
        conformity.see(SHOW, 200, api.ask("GET /v1/sessions/" + id, ""));
        conformity.see(POST, 409, api.ask("POST /v1/sessions/" + id + "/messages", NOTE));
    }

    private void leaves() {
        api.joined("https://rooms.example/sessions/2");
        String room = "{\"room_url\":\"https://rooms.example/sessions/2/\"}";
        conformity.see(LEAVE, 422, api.ask(LEAVE, "{\"room_url\":\"here\"}"));
        api.faults.next("ledger.page", REFUSED);
        conformity.see(LEAVE, 503, api.ask(LEAVE, room));
        conformity.see(LEAVE, 202, api.ask(LEAVE, room));
        conformity.see(LEAVE, 404, api.ask(LEAVE, room));
    }
}
