package dev.botrunner.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import dev.botrunner.cli.server.ScriptedServer;
import dev.botrunner.cli.server.ScriptedServer.Told;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ClientCommandsTest {

    private static final String ID = "01k2j5x5q7w8e9r0t1y2v3m4n5";

    @Test
    void sessionsStandInATableWithTheirAges() throws IOException {
        String page = """
                {"sessions": [
                 {"session_id": "%s", "state": "starting", "phase": "pulling", "bot": "echo", "attempt": 2,
                  "room_url": "https://rooms.example/a", "created_at": "2026-11-23T21:00:00.000Z", "end": null},
                 {"session_id": "01k2j5x5q7w8e9r0t1y2v3m4n4", "state": "ended", "phase": null, "bot": "support",
                  "attempt": null, "room_url": "https://rooms.example/b\\u001b[2J", "created_at": "2026-11-23T19:00:00.000Z",
                  "end": {"outcome": "failed", "reason": "bot_crashed", "blame": "bot"}}],
                 "next": null}""".formatted(ID);
        try (var server = new ScriptedServer(Told.json(200, page))) {
            var result = Cli.at(server)
                    .type(
                            "sessions",
                            "--state",
                            "starting",
                            "--state",
                            "ended",
                            "--label",
                            "team=a",
                            "--room",
                            "https://r/?a=b");
            assertThat(result.out().lines().map(line -> line.replaceAll(" {3,}", "  ")))
                    .containsExactly(
                            "SESSION  STATE  BOT  AGE  TRY  ROOM  END",
                            ID + "  starting/pulling  echo  10s  2  https://rooms.example/a  ",
                            "01k2j5x5q7w8e9r0t1y2v3m4n4  ended  support  2h00m  -  "
                                    + "https://rooms.example/b\\u001b[2J  failed bot_crashed (bot)");
            assertThat(server.onlyOne().target())
                    .isEqualTo(
                            "/v1/sessions?state=starting&state=ended&label=team%3Aa&room_url=https%3A%2F%2Fr%2F%3Fa%3Db&limit=50");
        }
    }

    @Test
    void allPagesAreOneAnswer() throws IOException {
        try (var server = new ScriptedServer(
                Told.json(200, "{\"sessions\": [{\"session_id\": \"b\"}], \"next\": \"c1\"}"),
                Told.json(200, "{\"sessions\": [], \"next\": \"c2\"}"),
                Told.json(200, "{\"sessions\": [{\"session_id\": \"a\"}], \"next\": null}"))) {
            var result = Cli.at(server).type("sessions", "--all", "--json");
            assertThat(Json.parse(result.out().strip()))
                    .isEqualTo(Json.parse(
                            "{\"sessions\": [{\"session_id\": \"b\"}, {\"session_id\": \"a\"}], \"next\": null}"));
            assertThat(server.asked())
                    .extracting(ScriptedServer.Asked::target)
                    .containsExactly(
                            "/v1/sessions?limit=500",
                            "/v1/sessions?limit=500&after=c1",
                            "/v1/sessions?limit=500&after=c2");
        }
    }

    @Test
    void aRoomOrASessionIsLeft() throws IOException {
        try (var server = new ScriptedServer(
                Told.json(202, "{\"sessions\": [\"" + ID + "\"]}"),
                Told.json(202, "{\"session_id\": \"" + ID + "\", \"state\": \"ending\"}"),
                Told.json(
                        200, "{\"state\": \"ended\", \"end\": {\"outcome\": \"completed\", \"reason\": \"done\"}}"))) {
            assertThat(Cli.at(server)
                            .type("leave", "https://rooms.example/a", "--bot", "echo")
                            .out())
                    .isEqualToIgnoringNewLines(ID + "  leaves");
            assertThat(Cli.at(server).type("leave", "--session", ID).out()).isEqualToIgnoringNewLines(ID + "  ending");
            assertThat(Cli.at(server).type("leave", "--session", ID).out())
                    .isEqualToIgnoringNewLines(ID + "  had ended: completed done");
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target() + " " + asked.body())
                    .containsExactly(
                            "POST /v1/leave {\"room_url\":\"https://rooms.example/a\",\"bot\":\"echo\"}",
                            "DELETE /v1/sessions/" + ID + " ",
                            "DELETE /v1/sessions/" + ID + " ");
        }
    }

    @Test
    void leavingNothingInParticularIsMisuse() {
        var result = new Cli().type("leave");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Name a room, or one session with --session ID");
    }

    @Test
    void aMessageIsSentAsItIsTyped() throws IOException {
        try (var server = new ScriptedServer(Told.json(202, "{\"message_id\": \"m1\"}"))) {
            var result = Cli.at(server).type("message", ID, "say", "{\"text\": \"hello\", \"n\": 1.0}");
            assertThat(result.out()).isEqualToIgnoringNewLines("message m1 is on its way");
            assertThat(server.onlyOne().target()).isEqualTo("/v1/sessions/" + ID + "/messages");
            assertThat(server.onlyOne().body()).isEqualTo("{\"type\":\"say\",\"data\":{\"text\":\"hello\",\"n\":1.0}}");
        }
    }

    @Test
    void theQueueStandsInATable() throws IOException {
        String queue = """
                {"bots": [{"bot": "echo", "queued": 12, "oldest_wait_seconds": 75.5, "in_flight": 3, "releases_per_second": 0.333},
                          {"bot": "support", "queued": 0, "oldest_wait_seconds": null, "in_flight": 1, "releases_per_second": null}]}""";
        try (var server = new ScriptedServer(Told.json(200, queue))) {
            assertThat(Cli.at(server).type("queue").out()).isEqualToIgnoringNewLines("""
                    BOT      QUEUED  OLDEST  IN FLIGHT  STARTS/S
                    echo         12   1m15s          3      0.33
                    support       0       -          1         -
                    """);
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        // Bound and not listened on: nobody else comes by that port meanwhile.
        try (var held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + held.getLocalPort();
            var result = new Cli().type("queue", "--url", url);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("Nobody listens at " + url).contains("botrunner dev");
        }
    }

    @Test
    void anAnswerThatIsNotOursIsUnreachable() throws IOException {
        try (var server = new ScriptedServer(new Told(200, "text/html", "<html>", java.util.Map.of(), true))) {
            var result = Cli.at(server).type("sessions");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("not a JSON object");
        }
    }

    @Test
    void unknownFlagsAndCommandsGetTheNearestName() {
        var flag = new Cli().type("join", "https://r", "--room-polcy", "reuse");
        assertThat(flag.code()).isEqualTo(2);
        assertThat(flag.err()).contains("Did you mean --room-policy?").contains("Try: botrunner join --help");
        var command = new Cli().type("explian", ID);
        assertThat(command.code()).isEqualTo(2);
        assertThat(command.err()).contains("Did you mean explain?");
        assertThat(new Cli().type().code()).isEqualTo(2);
    }

    @Test
    void anAddressThatIsNoneIsMisuse() {
        assertThat(new Cli().type("queue", "--url", "localhost:8080").code()).isEqualTo(2);
        assertThat(new Cli().type("queue", "--key-file", "/nowhere/key").err()).contains("there is no such file");
    }
}
