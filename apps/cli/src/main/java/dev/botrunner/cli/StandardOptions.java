package dev.botrunner.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What every command takes. */
final class StandardOptions {

    private StandardOptions() {}

    static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Shows the version.")
                .build();
    }

    /** Gives help to this command and to all below it. */
    static void addHelp(CommandLine line) {
        if (!line.getCommandSpec().optionsMap().containsKey("--help")) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Shows this help.")
                            .build());
        }
        line.getSubcommands().values().forEach(StandardOptions::addHelp);
    }
}
