package dev.botrunner.runner;

import dev.botrunner.runner.image.InjectCommand;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

/** The program of the image of a runner, with its commands. */
@Command(
        name = "botrunner",
        description = "Runs bots: one process, one session.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = ImageProgram.Version.class)
final class ImageProgram {

    private ImageProgram() {}

    static CommandLine line(String[] words, Map<String, String> environment) {
        var line = new CommandLine(new ImageProgram());
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Shows the version.")
                        .build());
        line.addSubcommand("runner", RunnerCommand.line(words, environment));
        line.addSubcommand("inject", new InjectCommand());
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
        line.getSubcommands().values().forEach(ImageProgram::addHelp);
    }

    /** The version of this build and of its Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String build = Objects.requireNonNullElse(
                    ImageProgram.class.getPackage().getImplementationVersion(), "of a folder of classes");
            return new String[] {"botrunner " + build.replace("-SNAPSHOT", ""), "Java " + Runtime.version()};
        }
    }
}
