package dev.botrunner.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import dev.botrunner.cli.server.ScriptedServer;
import dev.botrunner.cli.server.ScriptedServer.Told;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinCommandTest {

    private static final String ROOM = "https://rooms.example/a";
    private static final String ACCEPTED = """
            {"session_id": "01k2j5x5q7w8e9r0t1y2v3m4n5", "state": "queued", "bot": "echo", "room_url": "https://rooms.example/a",
             "queue": {"position": 3, "eta_seconds": [2.0, 8.5]}, "reused": false}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void aRoomIsEnough() throws IOException {
        try (var server = new ScriptedServer(Told.json(202, ACCEPTED))) {
            var result = Cli.at(server).type("join", ROOM);
            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .contains("01k2j5x5q7w8e9r0t1y2v3m4n5  queued  echo in https://rooms.example/a")
                    .contains("number 3 in its line, starts in about 2 to 8.5 s")
                    .contains("botrunner events --session 01k2j5x5q7w8e9r0t1y2v3m4n5 --follow");
            var asked = server.onlyOne();
            assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /v1/join");
            assertThat(Json.parse(asked.body())).isEqualTo(Json.parse("{\"room_url\": \"" + ROOM + "\"}"));
            assertThat(asked.header("idempotency-key"))
                    .hasValueSatisfying(key -> assertThat(key).matches("cli-[0-9a-f]{32}"));
            assertThat(asked.header("prefer")).isEmpty();
        }
    }

    @Test
    void everyMemberHasAFlag() throws IOException {
        Path personality = written("persona.json", "{\"name\": \"Ada\", \"warmth\": 1.50}");
        Path prompts = written("prompts.json", "{\"greet\": \"Say hello\"}");
        Path token = written("token.txt", "room-token\n");
        Path secret = written("secret.txt", "s3cret\n");
        String[] words = """
                join %s --bot support --personality %s --prompts %s --feature video --feature tools --voice -
                --config %s --secret MODEL_KEY=@%s --secret OTHER_KEY --user-id u1 --user-name Eve
                --user-email e@example.org --label team=a=b --label env=test --priority 7 --start-deadline 90s
                --max-duration 15m --on-crash relaunch --room-policy another --idempotency-key key-1 --wait 75
                --room-token-file %s""".formatted(ROOM, personality, prompts, personality, secret, token)
                .split("\\s+");
        try (var server = new ScriptedServer(Told.json(202, ACCEPTED))) {
            var result = Cli.at(server)
                    .set("OTHER_KEY", "from env")
                    .in("{\"id\": \"v\"}")
                    .type(words);
            assertThat(result.code()).isZero();
            var asked = server.onlyOne();
            assertThat(Json.parse(asked.body())).isEqualTo(Json.parse("""
                    {"bot": "support", "room_url": "https://rooms.example/a", "room_token": "room-token",
                     "personality": {"name": "Ada", "warmth": 1.50}, "functional_prompts": {"greet": "Say hello"},
                     "supported_features": ["video", "tools"], "voice": {"id": "v"},
                     "config": {"name": "Ada", "warmth": 1.50},
                     "secrets": {"MODEL_KEY": "s3cret", "OTHER_KEY": "from env"},
                     "user": {"id": "u1", "name": "Eve", "email": "e@example.org"},
                     "labels": {"team": "a=b", "env": "test"}, "priority": 7, "start_deadline_seconds": 90,
                     "max_duration_seconds": 900, "on_crash": "relaunch", "room_policy": "another"}"""));
            assertThat(asked.header("idempotency-key")).contains("key-1");
            assertThat(asked.header("prefer")).contains("wait=60");
        }
    }

    @Test
    void whatIsRefusedIsToldMemberByMember() throws IOException {
        String problem = """
                {"type": "urn:botrunner:problem:invalid_request", "title": "Members are at fault", "status": 422,
                 "code": "invalid_request", "detail": "2 members are at fault", "errors": [
                 {"pointer": "/room_url", "code": "invalid_value", "detail": "expected an absolute URL"},
                 {"pointer": "/priority", "code": "invalid_value", "detail": "expected 0 to 9"}]}""";
        try (var server = new ScriptedServer(Told.json(422, problem))) {
            var result = Cli.at(server).type("join", "rooms");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).isEqualToIgnoringNewLines("""
                    Members are at fault (invalid_request)
                      2 members are at fault
                      /room_url: expected an absolute URL (invalid_value)
                      /priority: expected 0 to 9 (invalid_value)
                    """);
        }
    }

    @Test
    void aValueOfASecretNeverStandsOnTheCommandLine() {
        var result = new Cli().type("join", ROOM, "--secret", "KEY=value");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--secret KEY=@FILE")
                .doesNotContain("value=")
                .doesNotContain("KEY=value");
    }

    @Test
    void aRefusalWithUnknownOutcomeNamesTheKeyToRepeatWith() throws IOException {
        String problem = "{\"title\": \"Whether it was done is not known\", \"code\": \"outcome_unknown\"}";
        try (var server = new ScriptedServer(Told.json(503, problem).with("Retry-After", "2"))) {
            var result = Cli.at(server).type("join", ROOM, "--idempotency-key", "mine");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("--idempotency-key mine").contains("try again in 2 s");
        }
    }

    @Test
    void theKeyOfAFileIsSentAsBearer() throws IOException {
        Path key = written("key", "brk-1234\n");
        try (var server =
                new ScriptedServer(Told.json(401, "{\"title\": \"Not authorized\", \"code\": \"unauthorized\"}"))) {
            var result = Cli.at(server).type("join", ROOM, "--key-file", key.toString());
            assertThat(result.code()).isEqualTo(1);
            assertThat(server.onlyOne().header("authorization")).contains("Bearer brk-1234");
            assertThat(result.err()).contains("Not authorized").contains("--key-file");
        }
    }

    @Test
    void watchingFollowsTheEventsToTheEnd() throws IOException {
        String events = """
                event: stream.open
                id: c0
                data: {"resumed": false, "gap": false, "earliest": "c0", "epoch": "e"}

                id: c1
                data: {"type": "bot.session.queued", "time": "2026-11-23T21:00:00.123Z", "data": {"attempt": 0, "why": "accepted"}}

                id: c2
                data: {"type": "bot.session.end", "time": "2026-11-23T21:00:01.000Z", "data": {"end": {"outcome": "completed", "reason": "done", "detail": null}}}

                """;
        try (var server = new ScriptedServer(Told.json(202, ACCEPTED), Told.openStream(events))) {
            var result = Cli.at(server).type("join", ROOM, "--watch");
            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .contains("21:00:00.123  bot.session.queued      attempt=0  why=accepted")
                    .contains("21:00:01.000  bot.session.end         outcome=completed  reason=done");
            assertThat(server.asked().getLast().target()).isEqualTo("/v1/sessions/01k2j5x5q7w8e9r0t1y2v3m4n5/events");
        }
    }

    @Test
    void aFileThatIsNoObjectIsToldBeforeAnythingIsSent() throws IOException {
        Path voice = written("voice.json", "[1]");
        var result = new Cli().type("join", ROOM, "--voice", voice.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--voice").contains("expected a JSON object");
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
