package dev.botrunner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import org.junit.jupiter.api.Test;

class ProgramTest {

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
}
