package dev.botrunner.cli.pages;

import dev.botrunner.cli.Program;
import dev.botrunner.cli.server.Cli;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandPageTest {

    @Test
    void thePageOfCommandsIsWhatTheProgramSays() throws IOException {
        var page = new StringBuilder("""
                # Commands

                Made by a test from what the program itself says with `--help`.

                Exit codes of those that ask a control server: 0 done, 1 refused, 2 wrong usage, 3 unreachable. Of `control`,
                `dev` and `runner`: 0 done, 20 wrong settings, 143 stopped by a signal, else a failure.
                """);
        add(page, new Program(new Cli().surroundings()).whole());
        new Page("cli.md").is(page.toString());
    }

    private static void add(StringBuilder page, CommandLine line) {
        page.append("\n## `").append(line.getCommandSpec().qualifiedName()).append("`\n\n```text\n");
        line.getUsageMessage(Ansi.OFF)
                .lines()
                .forEach(text -> page.append(text.stripTrailing()).append('\n'));
        page.append("```\n");
        line.getSubcommands().values().forEach(below -> add(page, below));
    }
}
