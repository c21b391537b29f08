package dev.botrunner.runner;

import dev.botrunner.files.SettingsProvider;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code runner}: what runs bots. */
@Command(
        name = "runner",
        description = "Runs bots: one session, or sessions from the queue.",
        synopsisSubcommandLabel = "COMMAND")
public final class RunnerCommand {

    /**
     * The command with those below it. Settings are flags, else variables, else lines of a file.
     *
     * @param words of the whole command line
     */
    public static CommandLine line(String[] words, Map<String, String> environment) {
        var line = new CommandLine(new RunnerCommand());
        var run = new CommandLine(new RunCommand());
        var work = new CommandLine(new WorkCommand());
        line.addSubcommand("run", run);
        line.addSubcommand("work", work);
        run.setDefaultValueProvider(SettingsProvider.of("run", words, environment));
        work.setDefaultValueProvider(SettingsProvider.of("work", words, environment));
        return line;
    }
}
