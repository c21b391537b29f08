package dev.botrunner.cli.dev;

import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Call;
import dev.botrunner.cli.api.Paths;
import dev.botrunner.cli.api.Refused;
import dev.botrunner.cli.api.Unreachable;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops all sessions, so that whoever watches them sees that somebody asked for it. */
final class Farewell {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final List<String> LIVE = List.of("queued", "starting", "running", "joined");

    private final ApiClient client;

    Farewell(ApiClient client) {
        this.client = client;
    }

    /** Best effort: what it misses is ended with the worker. */
    void toAll() {
        try {
            Optional<String> next = Optional.empty();
            do {
                String path = Paths.of("/v1/sessions")
                        .with("state", LIVE)
                        .with("limit", "500")
                        .with("after", next)
                        .text();
                Json.Obj page = client.call(Call.get(path)).document();
                for (Json session : page.itemsAt("sessions").orElse(List.of())) {
                    stop(session);
                }
                next = page.textAt("next");
            } while (next.isPresent());
        } catch (Unreachable | Refused e) {
            told(e);
        }
    }

    private void stop(Json session) throws Unreachable {
        Optional<String> id = session.asObj().flatMap(document -> document.textAt("session_id"));
        if (id.isPresent()) {
            client.ask(Call.of("DELETE", Paths.session(id.get(), "").text()));
        }
    }

    private static void told(Exception e) {
        LOG.atDebug()
                .setMessage("Not all sessions could be stopped one by one")
                .setCause(e)
                .log();
    }
}
