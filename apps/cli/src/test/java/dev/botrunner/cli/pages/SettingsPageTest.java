package dev.botrunner.cli.pages;

import dev.botrunner.cli.Program;
import dev.botrunner.cli.server.Cli;
import dev.botrunner.files.SettingsProvider;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SettingsPageTest {

    private static final Pattern DEFAULT = Pattern.compile("(?s)(.*?)\\s*\\([Dd]efault: ([^)]*)\\)(.*)");
    private static final Pattern DEFAULT_SENTENCE = Pattern.compile("(?s)(.*?)\\s*Default: (.*?)\\.()$");

    @Test
    void thePageOfSettingsIsWhatTheCommandsTake() throws IOException {
        var page = new StringBuilder("""
                # Settings

                Made by a test from the commands themselves. A setting is its flag, else its environment variable, else a line of
                the file given by `--config`; what is nowhere is the default. Unknown flags and lines are errors with the nearest
                name, unknown `BOTRUNNER_…` variables a warning; faulty settings are all listed, and the exit code is 20.
                Durations are written `30s`, `5m`, `2h`.
                """);
        CommandLine program = new Program(new Cli().surroundings()).whole();
        for (List<String> command : List.of(
                List.of("dev"),
                List.of("control"),
                List.of("rooms"),
                List.of("runner", "work"),
                List.of("runner", "run"))) {
            CommandLine line = program;
            for (String word : command) {
                line = Objects.requireNonNull(line.getSubcommands().get(word));
            }
            add(page, line);
        }
        new Page("settings.md").is(page.toString());
    }

    private static void add(StringBuilder page, CommandLine line) {
        page.append("\n## `").append(line.getCommandSpec().qualifiedName()).append("`\n\n");
        page.append("| Flag | Variable | Line | Default | Meaning |\n|---|---|---|---|---|\n");
        line.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> add(page, line.getCommandName(), option));
    }

    private static void add(StringBuilder page, String command, OptionSpec option) {
        String name = option.longestName();
        String description = String.join(" ", option.description());
        Matcher parts = DEFAULT.matcher(description);
        if (!parts.matches()) {
            parts = DEFAULT_SENTENCE.matcher(description);
        }
        boolean split = parts.matches();
        String flag = option.arity().max() == 0 ? name : name + " " + option.paramLabel();
        String line = name.equals("--config") ? "–" : "`" + name.substring(2) + "=`";
        var cells = List.of(
                "`" + flag + "`",
                "`" + SettingsProvider.variable(command, name) + "`",
                line,
                split ? parts.group(2) : "–",
                split ? parts.group(1) + parts.group(3) : description);
        page.append("| ")
                .append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
