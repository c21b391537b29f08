package dev.botrunner.runner;

import dev.botrunner.files.FlagFaults;
import dev.botrunner.files.SettingsProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --config}: where settings stand that are given neither as flags nor as variables. */
final class SettingsFile {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Lines setting=value, for what is given neither here nor by a variable.")
    private @Nullable String config;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * Words that are no flags of the command, and what is wrong with the file.
     *
     * @param unknown the words that the command could not take
     */
    List<String> faults(List<String> unknown) {
        return FlagFaults.of(command(), unknown, "Only flags are expected, and something else stands there");
    }

    /** Tells of variables that look like settings and are none. */
    void warn(PrintWriter err) {
        provider()
                .map(it -> it.warnings(command()))
                .orElse(List.of())
                .forEach(warning -> err.println("Warning: " + warning));
        err.flush();
    }

    /** The file, where the flag names one; it was read before the flags were. */
    Optional<String> path() {
        return Optional.ofNullable(config);
    }

    private Optional<SettingsProvider> provider() {
        return command().defaultValueProvider() instanceof SettingsProvider provider
                ? Optional.of(provider)
                : Optional.empty();
    }

    private CommandSpec command() {
        CommandSpec mixee = command;
        if (mixee == null) {
            throw new IllegalStateException("These options stand in no command");
        }
        return mixee;
    }
}
