package dev.botrunner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theVersionIsThatOfTheBuild() {
        var result = new Cli().type("--version");
        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("botrunner [0-9]+\\.[0-9]+").contains("Java ");
    }

    @Test
    void helpIsAskedForInAnyPlace() {
        assertThat(new Cli().type("--help").out()).contains("Usage: botrunner").contains("explain");
        assertThat(new Cli().type("join", "--help").out())
                .contains("Usage: botrunner join")
                .contains("--room-token-file");
    }

    @Test
    void withoutACommandTheHelpIsShownAsMisuse() {
        var result = new Cli().type();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: botrunner");
    }

    @Test
    void shellsGetAScriptThatKnowsTheCommands() {
        var bash = new Cli().type("completion", "bash");
        assertThat(bash.code()).isZero();
        assertThat(bash.out()).contains("complete -F _complete_botrunner").contains("--room-policy");
        assertThat(new Cli().type("completion", "zsh").out())
                .contains("compinit")
                .contains("bashcompinit");
        assertThat(new Cli().type("completion", "csh").code()).isEqualTo(2);
    }

    @Test
    void serversLeaveWithTwentyWhereTheirSettingsAreWrong() throws IOException {
        var work = new Cli().type("runner", "work", "--slotz", "3");
        assertThat(work.code()).isEqualTo(20);
        assertThat(work.err()).contains("did you mean '--slots'?").contains("--link-url");
        var control = new Cli().type("control", "--auht", "none");
        assertThat(control.code()).isEqualTo(20);
        assertThat(control.err()).contains("did you mean '--auth'?");
        Path settings = Files.writeString(folder.resolve("work.conf"), "slots=0\nwrm=1\n");
        var lines = new Cli().type("runner", "work", "--config", settings.toString());
        assertThat(lines.code()).isEqualTo(20);
        assertThat(lines.err())
                .contains("'wrm'; did you mean 'warm'?")
                .contains("--slots")
                .contains("--link-url");
    }

    @Test
    void settingsOfAWorkerMayBeVariables() {
        var result =
                new Cli().set("BOTRUNNER_WORK_SLOTS", "0").type("runner", "work", "--link-url", "http://127.0.0.1:1");
        assertThat(result.code()).isEqualTo(20);
        assertThat(result.err()).contains("--slots").doesNotContain("--link-url");
    }
}
