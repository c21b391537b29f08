package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.control.settings.ControlSettings.Listening;
import dev.botrunner.files.KeysFile;
import dev.botrunner.join.Profile;
import dev.botrunner.join.Profiles;
import dev.botrunner.publish.Envelope;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SealKeys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session's life on its stream, from the ledger over the outbox and the broker. */
class ControlStreamTest {

    private final ControlServer server = ControlServer.start(
            ControlSettings.inMemory(Listening.onLoopback(0, 0, 0)),
            new Inputs(
                    () -> Profiles.of(Profile.named(new BotName("echo"))),
                    () -> KeysFile.EMPTY,
                    SealKeys.random(),
                    List.of()));
    private final int port = URI.create(server.apiUrl().orElseThrow()).getPort();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theStreamTellsTheLifeThatTheDocumentShows() {
        String body = "{\"room_url\":\"https://rooms.example/a\"}";
        RawHttp.Answer joined = RawHttp.untilAnswered(
                port,
                "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        String events =
                joined.json().objAt("links").orElseThrow().textAt("events").orElseThrow();
        String id = joined.json().textAt("session_id").orElseThrow();
        try (Watcher watcher = new Watcher(port, "none", events, Optional.empty());
                Watcher tenant = new Watcher(port, "none", "/events?type=bot.session.end", Optional.empty())) {
            watcher.opening();
            tenant.opening();
            assertThat(watcher.events().event().type()).isEqualTo(LifecycleEvent.QUEUED);
            RawHttp.Answer stopped = RawHttp.ask(port, "DELETE /v1/sessions/" + id + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(stopped.status()).isEqualTo(202);
            Envelope end = watcher.events().event();
            assertThat(end.id()).isEqualTo(id);
            assertThat(end.sequence()).isEqualTo(2);
            assertThat(end.data().asObj().orElseThrow().objAt("end"))
                    .isEqualTo(stopped.json().objAt("end"));
            assertThat(watcher.events().rest())
                    .singleElement()
                    .satisfies(close -> assertThat(close.json())
                            .isEqualTo(Json.obj().put("reason", "session_ended").build()));
            assertThat(tenant.events().event()).isEqualTo(end);
        }
    }
}
