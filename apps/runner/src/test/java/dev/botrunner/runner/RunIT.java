package dev.botrunner.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.link.Claim;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runner run} and {@code runner work --once} as real processes. */
class RunIT {

    private static final Map<String, String> ROOM = Map.of("ROOM_URL", "https://rooms.example/a");

    @TempDir
    Path folder;

    @Test
    void whoStandsAloneTellsItsLifeOnStandardOutput() throws Exception {
        Path bots = bots("exec: [\"sh\", \"-c\", \"echo '{\\\"joining\\\":true}'; read x; exit 0\"]");
        var process = start(ROOM, "run", "--bots", bots.toString());
        List<Json.Obj> events = events(process);
        assertThat(process.waitFor()).isZero();
        assertThat(events.stream().map(e -> e.textAt("type").orElse("")))
                .containsExactly("bot.session.running", "bot.session.joined", "bot.session.end");
        assertThat(events.getLast().objAt("data").flatMap(d -> d.objAt("end")).flatMap(e -> e.textAt("outcome")))
                .contains("completed");
    }

    @Test
    void sigtermMeansLeave() throws Exception {
        var process = start(ROOM, "run", "--bot", "echo");
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertThat(lines.readLine()).contains("bot.session.running");
        assertThat(lines.readLine()).contains("bot.session.joined");
        process.toHandle().destroy();
        assertThat(lines.readLine()).contains("bot.session.ending").contains("evicted");
        assertThat(lines.readLine()).contains("bot.session.end").contains("\"exit_code\":143");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void wrongVariablesAreAllToldByNameAndNeverByValue() throws Exception {
        var environment =
                Map.of("ROOM_URL", "canary-url", "BOT_VOICE", "canary-voice", "SESSION_ATTEMPT", "canary-attempt");
        var process = start(environment, "run", "--bot", "echo");
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(20);
        assertThat(said).contains("ROOM_URL:", "BOT_VOICE:", "SESSION_ATTEMPT:").doesNotContain("canary");
    }

    @Test
    void wrongWordsAreAWrongConfiguration() throws Exception {
        assertThat(start(ROOM, "run", "--bot", "echo", "--bot", "echo").waitFor())
                .isEqualTo(20);
        assertThat(start(ROOM, "run", "--bto", "echo").waitFor()).isEqualTo(20);
        assertThat(start(ROOM, "run", "--", "x").waitFor()).isEqualTo(20);
        assertThat(start(Map.of(), "run", "--bot", "echo").waitFor()).isEqualTo(20);
        assertThat(start(ROOM, "run", "--bot", "nobody").waitFor()).isEqualTo(20);
        assertThat(start(ROOM, "run", "--bots", folder.resolve("none").toString())
                        .waitFor())
                .isEqualTo(20);
        assertThat(start(Map.of("BOTRUNNER_LINK_URL", "http://127.0.0.1:1"), "run")
                        .waitFor())
                .isEqualTo(20);
        assertThat(start(Map.of(), "work", "--link-url", "nowhere").waitFor()).isEqualTo(20);
    }

    @Test
    void whatIsWrongWithAWorkersSettingsIsAllTold() throws Exception {
        var process = start(
                Map.of(), "work", "--slots", "0", "--warm", "x", "--drain", "5", "--lnk-url", "nowhere", "--wait", "-");
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(20);
        assertThat(said)
                .contains("--slots:", "--warm:", "--drain:", "--wait:", "--link-url:")
                .contains("--lnk-url: there is no such flag; did you mean '--link-url'?");
    }

    @Test
    void aBotThatIsNotThereIsToldByItsVariableAndNotByItsName() throws Exception {
        var process = start(ROOM, "run", "--bot", "canary");
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(20);
        assertThat(said).contains("BOT_NAME:").doesNotContain("canary");
    }

    @Test
    void aFlagTakesThePlaceOfItsVariable() throws Exception {
        Path bots = bots("exec: [\"sh\", \"-c\", \"env >&2; exit 0\"]");
        var process = start(ROOM, "run", "--bots", bots.toString(), "--room-url", "https://rooms.example/flag");
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).contains("ROOM_URL=https://rooms.example/flag").doesNotContain("rooms.example/a\n");
    }

    @Test
    void textOfAnyLanguageSurvivesABareLocale() throws Exception {
        Path bots = bots("exec: [\"sh\", \"-c\", \"cat $BOT_PERSONALITY_RECORD_FILE >&2; exit 0\"]");
        var environment = new HashMap<>(ROOM);
        environment.put("BOT_PERSONALITY_RECORD", "{\"name\":\"Zoë 中\"}");
        environment.put("LC_ALL", "C");
        var process = start(environment, "run", "--bots", bots.toString());
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).contains("{\"name\":\"Zoë 中\"}");
    }

    @Test
    void onceRunsOneSessionInItsOwnProcess() throws Exception {
        try (var station = new Station()) {
            SessionId id = station.join("echo");
            var process = start(
                    Map.of(), "work", "--once", "--link-url", station.url().toString());
            station.awaitStage(id, Stage.JOINED);
            station.say(id, "end", "bye");
            assertThat(station.awaitEnd(id).reason()).isEqualTo("said_goodbye");
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void onceWithoutWorkIsDoneAfterItsWait() throws Exception {
        try (var station = new Station()) {
            var process = start(
                    Map.of(),
                    "work",
                    "--once",
                    "--wait",
                    "1s",
                    "--link-url",
                    station.url().toString());
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void whoLeavesWhileItWaitsForWorkTakesNoneWithIt() throws Exception {
        try (var station = new Station()) {
            var process = start(
                    Map.of(),
                    "work",
                    "--once",
                    "--wait",
                    "forever",
                    "--link-url",
                    station.url().toString());
            assertThat(station.awaitClaim()).isTrue();
            process.toHandle().destroy();
            assertThat(process.waitFor()).isEqualTo(143);
            SessionId id = station.join("echo");
            var claiming = new WorkerLink.Claiming(
                    new Instance("another"), new RequestId("r1"), Set.of(new BotName("echo")), List.of());
            var work = (Work.Orders) station.desk.claim(claiming, Duration.ofSeconds(10));
            assertThat(work.claim().map(Claim::session)).contains(id);
        }
    }

    @Test
    void eventsThatCannotBeWrittenAreNotTakenForWritten() throws Exception {
        var process = start(
                ROOM,
                Redirect.to(new File("/dev/full")),
                "run",
                "--bots",
                bots("exec: [\"true\"]").toString());
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        process.waitFor();
        assertThat(said).contains("Not all events could be sent before the end");
    }

    @Test
    void aTicketThatNobodyKnowsIsAWrongConfiguration() throws Exception {
        try (var station = new Station()) {
            var environment = Map.of("BOTRUNNER_LINK_URL", station.url().toString(), "BOTRUNNER_TICKET", "brt1.x");
            assertThat(start(environment, "run").waitFor()).isEqualTo(20);
        }
    }

    @Test
    void aWorkerDrainsOnSigtermAndEndsItsSessionsOnASecondOne() throws Exception {
        try (var station = new Station()) {
            SessionId id = station.join("echo");
            var process = start(
                    Map.of(), "work", "--warm", "0", "--link-url", station.url().toString());
            station.awaitStage(id, Stage.JOINED);
            process.toHandle().destroy();
            station.say(id, "note", "still here");
            station.awaitTurns(1);
            process.toHandle().destroy();
            assertThat(station.awaitEnd(id).reason()).isEqualTo("evicted");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        return start(environment, Redirect.PIPE, words);
    }

    private Process start(Map<String, String> environment, Redirect output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.provider=dev.botrunner.runner.log.PlainLogs",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerProgram.class.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder.redirectOutput(output).start();
    }

    private static List<Json.Obj> events(Process process) throws IOException {
        List<Json.Obj> events = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList()) {
            events.add((Json.Obj) Json.parse(line));
        }
        return events;
    }

    private Path bots(String members) throws IOException {
        return Files.writeString(folder.resolve("bots.yaml"), "bots:\n  test:\n    " + members + "\n");
    }
}
