package dev.botrunner.control;

import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.REFUSED;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.loop.Health;
import java.util.List;

/** All that queue, bots, login, documents and the management port answer. */
final class OtherAnswers {

    private static final String DEMAND = "GET /v1/queue/{bot}/demand";
    private static final String LOGIN = "POST /v1/login";
    private static final String FILE = "GET /dashboard/{file}";

    private final Conformity conformity;
    private final ApiUnderTest api;

    OtherAnswers(Conformity conformity) {
        this.conformity = conformity;
        this.api = conformity.api;
    }

    void provoke() {
        queue();
        logins();
        management();
        conformity.see("GET /v1/bots", 200, api.ask("GET /v1/bots", ""));
        pages();
        conformity.see("GET /openapi.yaml", 200, api.as("", "GET /openapi.yaml", ""));
    }

    private void pages() {
        RawHttp.Answer page = conformity.see("GET /", 200, api.as("", "GET /", ""));
        String known = "If-None-Match: " + page.header("ETag").orElseThrow();
        conformity.see("GET /", 304, api.as("", "GET /", "", known));
        for (String file : List.of("main.js", "base.css", "mark.svg")) {
            RawHttp.Answer answer = conformity.see(FILE, 200, api.as("", "GET /dashboard/" + file, ""));
            String tag = "If-None-Match: W/\"other\", " + answer.header("ETag").orElseThrow();
            conformity.see(FILE, 304, api.as("", "GET /dashboard/" + file, "", tag));
        }
        conformity.see(FILE, 404, api.as("", "GET /dashboard/index.html", ""));
    }

    private void queue() {
        api.joined("https://rooms.example/queue");
        conformity.see("GET /v1/queue", 200, api.ask("GET /v1/queue", ""));
        conformity.see("GET /v1/queue", 200, api.as("boss", "GET /v1/queue", ""));
        api.faults.next("queue.depth", REFUSED);
        conformity.see("GET /v1/queue", 503, api.ask("GET /v1/queue", ""));
        conformity.see(DEMAND, 200, api.as("worker", "GET /v1/queue/echo/demand", ""));
        conformity.see(DEMAND, 404, api.as("worker", "GET /v1/queue/nobody/demand", ""));
        conformity.see(DEMAND, 404, api.as("boss", "GET /v1/queue/No%20body/demand", ""));
        api.faults.next("queue.depth", REFUSED);
        conformity.see(DEMAND, 503, api.as("worker", "GET /v1/queue/echo/demand", ""));
    }

    private void logins() {
        conformity.see(LOGIN, 204, api.as("", LOGIN, "{\"key\":\"acme\"}"));
        conformity.see(LOGIN, 422, api.as("", LOGIN, "{\"kee\":\"acme\"}"));
        for (int i = 0; i < 5; i++) {
            conformity.see(LOGIN, 401, api.as("", LOGIN, "{\"key\":\"wrong\"}"));
        }
        conformity.see(LOGIN, 429, api.as("", LOGIN, "{\"key\":\"acme\"}"));
        conformity.see("POST /v1/logout", 204, api.as("", "POST /v1/logout", ""));
    }

    private void management() {
        conformity.see("GET /livez", 200, api.as("", "GET /livez", ""));
        conformity.see("GET /metrics", 200, api.as("", "GET /metrics", ""));
        conformity.see("GET /readyz", 200, api.as("", "GET /readyz", ""));
        api.ready = false;
        conformity.see("GET /readyz", 503, api.as("", "GET /readyz", ""));
        api.health.add("store", () -> Health.UP);
        conformity.see("GET /healthz", 200, api.as("", "GET /healthz", ""));
        api.health.add("broker", () -> new Health.Status.Down("it does not answer"));
        conformity.see("GET /healthz", 503, api.as("", "GET /healthz", ""));
    }
}
