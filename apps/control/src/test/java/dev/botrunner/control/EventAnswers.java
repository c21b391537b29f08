package dev.botrunner.control;

import static dev.botrunner.testkit.faults.ScriptedFaults.Fault.REFUSED;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that the event streams and their documents answer. */
final class EventAnswers {

    private static final String SESSION = "GET /v1/sessions/{id}/events";
    private static final List<String> ALL = List.of("GET /v1/events", "GET /events");

    private final Conformity conformity;
    private final ApiUnderTest api;

    EventAnswers(Conformity conformity) {
        this.conformity = conformity;
        this.api = conformity.api;
    }

    void provoke() throws InterruptedException {
        conformity.see("GET /asyncapi.yaml", 200, api.as("", "GET /asyncapi.yaml", ""));
        String schema = "GET /schemas/{name}";
        conformity.see(schema, 200, api.as("", "GET /schemas/bot.session.end.1.json", ""));
        conformity.see(schema, 404, api.as("", "GET /schemas/bot.session.end.2.json", ""));
        conformity.see(schema, 404, api.as("", "GET /schemas/openapi.yaml", ""));
        session();
        ALL.forEach(operation -> conformity.see(operation, 200, api.ask(operation, "")));
        full();
    }

    private void session() throws InterruptedException {
        String id = api.joined("https://rooms.example/events");
        String line = "GET /v1/sessions/" + id + "/events";
        conformity.see(SESSION, 200, api.ask(line, ""));
        conformity.see(SESSION, 404, api.as("other", line, ""));
        api.faults.next("ledger.find", REFUSED);
        conformity.see(SESSION, 503, api.ask(line, ""));
        api.events.publish(
                List.of(SampleEvents.of(new SessionId(id), new Tenant("acme")).lived(LifecycleEvent.END)));
        try (Watcher watcher = new Watcher(api.doors.port(), "acme", line.substring(4), Optional.empty())) {
            watcher.events().rest();
            conformity.see(
                    SESSION,
                    204,
                    api.ask(line, "", "Last-Event-ID: " + watcher.events().lastId()));
        }
    }

    private void full() {
        var open = new ArrayList<RawHttp>();
        while (api.feed.clients() < ApiUnderTest.STREAMS) {
            var stream = new RawHttp(api.doors.port());
            stream.send("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer acme\r\n\r\n")
                    .answer();
            open.add(stream);
        }
        ALL.forEach(operation -> conformity.see(operation, 503, api.ask(operation, "")));
        open.forEach(RawHttp::close);
    }
}
