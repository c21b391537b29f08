package dev.botrunner.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunnerMainTest {

    private static final String[] RUN = {"runner", "run"};

    @Test
    void aPodThatSaysAllByVariablesNeedsNoFlags() {
        var pod = Map.of(
                "ROOM_URL", "https://rooms.example/a",
                "BOTRUNNER_LINK_URL", "http://link:8082",
                "BOTRUNNER_TICKET_FILE", "/var/run/botrunner/ticket/token",
                "BOTRUNNER_RUN_BOTS", "/etc/bots.yaml");
        assertThat(RunnerMain.isPlain(RUN, pod)).isTrue();
    }

    @Test
    void flagsOtherCommandsAndSettingsGoTheWholeWay() {
        assertThat(RunnerMain.isPlain(new String[] {"runner", "run", "--bot", "echo"}, Map.of()))
                .isFalse();
        assertThat(RunnerMain.isPlain(new String[] {"runner", "work"}, Map.of()))
                .isFalse();
        assertThat(RunnerMain.isPlain(RUN, Map.of("BOTRUNNER_RUN_CONFIG", "/etc/settings")))
                .isFalse();
        assertThat(RunnerMain.isPlain(RUN, Map.of("BOTRUNNER_LINK_URI", "a slip that has to be told of")))
                .isFalse();
    }

    @Test
    void theImageHasTheCommandsThatRunBotsAndNoOthers() {
        var line = ImageProgram.line(new String[0], Map.of());
        assertThat(line.getSubcommands()).containsOnlyKeys("runner", "inject");
        assertThat(RunnerCommand.line(new String[0], Map.of()).getSubcommands()).containsOnlyKeys("run", "work");
        assertThat(line.execute("runner", "run", "--help")).isZero();
    }
}
