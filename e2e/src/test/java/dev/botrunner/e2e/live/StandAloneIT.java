package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A runner without a control server: its configuration is its environment, its events are its output. */
@ExtendWith(LogsOnFailure.class)
@SuppressWarnings("NullAway.Init")
class StandAloneIT {

    private static final String ROOM = "https://rooms.example/alone";

    private Path folder;

    @BeforeEach
    void prepare() {
        folder = Folders.make();
        TestBots.write(folder, Topology.PLAIN);
    }

    @AfterEach
    void clean() {
        ProcessTable.end(folder);
        Folders.remove(folder);
    }

    @Test
    void aSessionTellsItsLifeOnStandardOutput() {
        try (Program runner = run(Map.of("BOT_NAME", "brief", "ROOM_URL", ROOM, "TENANT_ID", "acme"))) {
            assertThat(runner.awaitExit()).isZero();
            List<Told> told = told(runner);
            assertThat(told.stream().map(Told::type))
                    .containsExactly(Told.RUNNING, TestBots.HERE, Told.JOINED, Told.END);
            assertThat(told.getLast().end().word()).isEqualTo("completed/done");
            assertThat(told).allSatisfy(event -> {
                assertThat(event.text("tenantid")).isEqualTo("acme");
                assertThat(event.text("bot")).isEqualTo("brief");
                assertThat(event.session()).isEqualTo(told.getFirst().session());
            });
            gapless(told);
        }
    }

    @Test
    void aProgramThatFailsGivesItsCodeToItsRunner() {
        try (Program runner = run(Map.of("BOT_NAME", "crash", "ROOM_URL", ROOM))) {
            assertThat(runner.awaitExit()).isEqualTo(7);
            assertThat(told(runner).getLast().end().word()).isEqualTo("failed/bot_crashed");
        }
    }

    @Test
    void aRunnerThatIsToldToLeaveSaysGoodBye() {
        try (Program runner = run(Map.of("BOT_NAME", "stay", "ROOM_URL", ROOM))) {
            runner.awaitOutput(Pattern.compile("\"type\":\"" + Told.JOINED + "\""));
            runner.send(Signal.TERM);
            assertThat(runner.awaitExit()).isEqualTo(143);
            List<Told> told = told(runner);
            assertThat(told.getLast().end().reason()).isEqualTo("evicted");
            gapless(told);
        }
    }

    @Test
    void whatIsWrongIsNamedInOneLineAndItsValueIsNot() {
        assertWrong(Map.of("BOT_NAME", "brief"), "ROOM_URL");
        assertWrong(Map.of("BOT_NAME", "brief", "ROOM_URL", ROOM, "BOT_CONFIG", "{\"hunter2\""), "BOT_CONFIG");
        assertWrong(Map.of("BOT_NAME", "brief", "ROOM_URL", ROOM, "ROOM_URL_FILE", "hunter2"), "ROOM_URL");
        assertWrong(Map.of("BOT_NAME", "brief", "ROOM_URL", "hunter2"), "ROOM_URL");
    }

    private void assertWrong(Map<String, String> environment, String variable) {
        try (Program runner = run(environment)) {
            assertThat(runner.awaitExit()).isEqualTo(20);
            List<String> lines = runner.errors().awaitEnd("standard error");
            assertThat(lines).as(runner.log()).hasSize(1);
            assertThat(lines.getFirst()).contains(variable).doesNotContain("hunter2");
        }
    }

    private Program run(Map<String, String> environment) {
        return Botrunner.start(folder, List.of("runner", "run", "--bots", TestBots.FILE), environment);
    }

    private static List<Told> told(Program runner) {
        var told = new ArrayList<Told>();
        for (String line : runner.output().awaitEnd("standard output")) {
            told.add(new Told(Json.parse(line).asObj().orElseThrow()));
        }
        return told;
    }

    private static void gapless(List<Told> told) {
        var last = new HashMap<String, Long>();
        for (Told event : told) {
            assertThat(event.sequence()).isEqualTo(last.getOrDefault(event.source(), 0L) + 1);
            last.put(event.source(), event.sequence());
        }
    }
}
