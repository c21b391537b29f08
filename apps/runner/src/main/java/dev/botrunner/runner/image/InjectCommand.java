package dev.botrunner.runner.image;

import dev.botrunner.run.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inject}: what an init container does to make a bot of another image. */
@Command(
        name = "inject",
        description = "Copies this runner into a folder, from where any image with the GNU C library can start it.",
        exitCodeOnInvalidInput = 20,
        exitCodeOnExecutionException = 1,
        footer = {
            "",
            "With the volume of an init container at /botrunner, the bot's container starts by",
            "  /botrunner/java/bin/java @/botrunner/runner.args runner run"
        })
public final class InjectCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The folder, as the bot's container sees it. It is made if it is not there.")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        Path target = Objects.requireNonNull(folder).toAbsolutePath().normalize();
        Path home = Path.of(System.getProperty("java.home")).getParent();
        if (home == null || !Injection.isWhole(home)) {
            return told("inject: this Java stands in no image of a runner: expected " + Injection.WORDS + " beside it");
        }
        try {
            new Injection(home).into(target);
            return ExitCode.DONE.number();
        } catch (IOException e) {
            return told("inject: " + target + " cannot be filled: " + e + ". It has to be a folder that user "
                    + System.getProperty("user.name") + " may write to, with some 100 MB of space");
        }
    }

    private int told(String line) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(line);
        err.flush();
        return ExitCode.WRONG_CONFIGURATION.number();
    }
}
