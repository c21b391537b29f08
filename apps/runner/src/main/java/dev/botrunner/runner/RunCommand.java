package dev.botrunner.runner;

import dev.botrunner.run.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code runner run}: one session, from the environment or from a ticket. */
@Command(
        name = "run",
        description = "Runs one session: from its variables, or from a ticket of a control server.",
        exitCodeOnInvalidInput = 20,
        exitCodeOnExecutionException = 1,
        sortOptions = false,
        footer = {
            "",
            "Alone, with events on standard output:",
            "  ROOM_URL=https://rooms.example/a botrunner runner run --bot echo",
            "Exit codes: 0 done, 10 try again, 20 wrong configuration, 30 superseded, 143 left on SIGTERM, else a crash."
        })
public final class RunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--bots",
            paramLabel = "FILE",
            description = "The bots file. Default: /etc/botrunner/bots.yaml, where it is there.")
    private @Nullable Path bots;

    @Option(names = "--secrets-dir", paramLabel = "DIR", description = "What secrets_from names lies here.")
    private @Nullable Path secrets;

    /** Told with all other faults. */
    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Mixin
    private SettingsFile settings = new SettingsFile();

    @Override
    public Integer call() throws InterruptedException {
        List<String> faults = settings.faults(unknown);
        if (!faults.isEmpty()) {
            faults.forEach(this::told);
            return ExitCode.WRONG_CONFIGURATION.number();
        }
        settings.warn(Objects.requireNonNull(spec).commandLine().getErr());
        Map<String, String> environment = options.over(Environment.read());
        var run = new EnvironmentRun(Optional.ofNullable(bots), Optional.ofNullable(secrets), this::told);
        return run.run(environment).number();
    }

    private void told(String line) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
