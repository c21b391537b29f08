package dev.botrunner.runner;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

/** Where the program begins in the image of a runner, which has what runs bots and nothing else. */
@Command(
        name = "botrunner",
        description = "Runs bots: one process, one session.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = RunnerMain.Version.class)
public final class RunnerMain {

    private RunnerMain() {}

    public static void main(String[] words) {
        System.exit(line(words, System.getenv()).execute(words));
    }

    static CommandLine line(String[] words, Map<String, String> environment) {
        var line = new CommandLine(new RunnerMain());
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Shows the version.")
                        .build());
        line.addSubcommand("runner", RunnerCommand.line(words, environment));
        addHelp(line);
        return line.setUsageHelpWidth(110);
    }

    /** Gives help to this command and to all below it. */
    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .build());
        line.getSubcommands().values().forEach(RunnerMain::addHelp);
    }

    /** The version of this build and of its Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String build = Objects.requireNonNullElse(
                    RunnerMain.class.getPackage().getImplementationVersion(), "of a folder of classes");
            return new String[] {"botrunner " + build.replace("-SNAPSHOT", ""), "Java " + Runtime.version()};
        }
    }
}
