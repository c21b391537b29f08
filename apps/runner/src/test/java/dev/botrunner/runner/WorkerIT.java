package dev.botrunner.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Envelope;
import dev.botrunner.runner.bots.BotShelf;
import dev.botrunner.runner.child.JavaCommand;
import dev.botrunner.runner.child.WorkHost;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.Persona;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker with real child processes. */
class WorkerIT {

    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Station station;
    private Optional<WorkHost> host = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        station = new Station();
    }

    @AfterEach
    void close() throws InterruptedException {
        if (host.isPresent()) {
            host.get().endAll(Duration.ofSeconds(2));
            host.get().join(Duration.ofSeconds(20));
            host.get().close();
        }
        station.close();
    }

    @Test
    void aColdChildRunsItsSessionToTheEnd() throws Exception {
        start(0, Optional.empty());
        SessionId id = station.join("echo");
        station.awaitStage(id, Stage.JOINED);
        station.say(id, "note", "hello");
        assertThat(station.awaitTurns(1)).containsExactly("You said: hello");
        station.stop(id);
        var end = station.awaitEnd(id);
        assertThat(end.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(0));
        Station.assertGapless(station.broker.taken());
        awaitIdle();
    }

    @Test
    void aWarmChildTakesTheTicketOfTheNextSession() throws Exception {
        start(1, Optional.empty());
        station.await(() -> host.orElseThrow().waiting() == 1, "a warm child");
        SessionId id = station.join("echo");
        station.awaitStage(id, Stage.JOINED);
        station.say(id, "end", "bye");
        var end = station.awaitEnd(id);
        assertThat(end.reason()).isEqualTo("said_goodbye");
        assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
        awaitIdle();
    }

    @Test
    void theBotInPythonTalksAndLeaves() throws Exception {
        start(0, Optional.of(EXAMPLES.resolve("python-bot/bots.yaml")));
        SessionId id = station.join("python");
        station.awaitStage(id, Stage.JOINED);
        station.say(id, "note", "grüß dich");
        assertThat(station.awaitTurns(1)).containsExactly("Python heard: grüß dich");
        station.stop(id);
        assertThat(station.awaitEnd(id).outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(station.broker.taken())
                .extracting(Envelope::type)
                .containsExactly("bot.participant.joined", "bot.turn.user", "bot.turn.bot");
        awaitIdle();
    }

    @Test
    void theBotInShellTalksAndLeaves() throws Exception {
        start(0, Optional.of(EXAMPLES.resolve("shell-bot/bots.yaml")));
        SessionId id = station.join("shell");
        station.awaitStage(id, Stage.JOINED);
        station.say(id, "note", "one");
        station.say(id, "note", "two");
        assertThat(station.awaitTurns(2)).containsExactly("message 1", "message 2");
        station.stop(id);
        assertThat(station.awaitEnd(id).outcome()).isEqualTo(Outcome.STOPPED);
        awaitIdle();
    }

    @Test
    void aProgramThatIsNotThereEndsItsSessionAsAWrongConfiguration() throws Exception {
        start(0, Optional.of(bots("exec: [\"./nothing\"]")));
        var end = station.awaitEnd(station.join("test"));
        assertThat(end.reason()).isEqualTo("invalid_config");
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(20));
        assertThat(end.detail().orElse("")).contains("./nothing");
        awaitIdle();
    }

    @Test
    void aRunnerThatIsKilledIsReportedWithItsSignal() throws Exception {
        start(
                0,
                Optional.of(
                        bots(
                                "exec: [\"sh\", \"-c\", \"echo '{\\\"type\\\":\\\"bot.metrics\\\",\\\"data\\\":{\\\"pid\\\":'$PPID', \\\"file\\\":\\\"'$BOT_FUNCTIONAL_PROMPTS_FILE'\\\"}}'; sleep 600\"]\n    announce: start")));
        SessionId id = station.join("test", large());
        station.await(() -> !station.broker.taken().isEmpty(), "the runner's pid");
        Json.Obj said = station.broker.taken().getFirst().data().asObj().orElseThrow();
        long pid = said.integerAt("pid").orElseThrow();
        Path file = Path.of(said.textAt("file").orElseThrow());
        assertThat(file).isNotEmptyFile();
        ProcessHandle runner = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> programs = runner.descendants().toList();
        assertThat(programs).isNotEmpty();
        runner.destroyForcibly();
        var end = station.awaitEnd(id);
        assertThat(end.reason()).isEqualTo("bot_crashed");
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(137));
        station.await(
                () -> programs.stream().noneMatch(ProcessHandle::isAlive), "the program to be killed with its runner");
        assertThat(file.resolve("../..").normalize())
                .as("the runner's temporary folder")
                .doesNotExist();
        awaitIdle();
    }

    /** Larger than a variable may be, so that it comes as a file. */
    private static Persona large() {
        return new Persona(
                Optional.empty(),
                Map.of("long", "x".repeat(100 << 10)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aWorkerThatIsGoneLeavesItsRunnersAlone() throws Exception {
        start(0, Optional.empty());
        SessionId id = station.join("echo");
        station.awaitStage(id, Stage.JOINED);
        host.orElseThrow().close();
        host = Optional.empty();
        station.say(id, "end", "bye");
        assertThat(station.awaitEnd(id).reason()).isEqualTo("said_goodbye");
    }

    @Test
    void aWorkerThatEndsItsChildrenLetsThemSayGoodBye() throws Exception {
        start(0, Optional.empty());
        SessionId id = station.join("echo");
        station.awaitStage(id, Stage.JOINED);
        host.orElseThrow().endAll(Duration.ofSeconds(20));
        assertThat(host.orElseThrow().join(Duration.ofSeconds(30))).isTrue();
        var end = station.awaitEnd(id);
        assertThat(end.reason()).isEqualTo("evicted");
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(143));
    }

    @Test
    void aSessionThatIsStoppedBeforeItsChildRedeemsStartsNobody() throws Exception {
        start(0, Optional.empty());
        SessionId id = station.join("echo");
        station.await(() -> station.head(id).stage() != Stage.QUEUED, "the claim");
        station.stop(id);
        assertThat(station.awaitEnd(id).outcome()).isEqualTo(Outcome.STOPPED);
        awaitIdle();
    }

    private void awaitIdle() throws Exception {
        station.await(() -> host.orElseThrow().busy() == 0, "the children to be gone");
    }

    private void start(int warm, Optional<Path> bots) {
        var shelf = bots.map(path -> BotShelf.open(path, true, Optional.empty()))
                .orElseGet(() -> BotShelf.open(folder.resolve("none"), false, Optional.empty()));
        var settings = new WorkHost.Settings(new Instance("worker-1"), shelf::names, 4, warm, Duration.ofHours(1));
        var command = new JavaCommand(station.url(), bots, Optional.empty(), List.of());
        host = Optional.of(WorkHost.start(settings, command, station.desk, Ticker.system()));
    }

    private Path bots(String members) throws IOException {
        return Files.writeString(folder.resolve("bots.yaml"), "bots:\n  test:\n    " + members + "\n");
    }
}
