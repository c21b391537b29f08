package dev.botrunner.control;

import dev.botrunner.control.settings.ControlOptions;
import dev.botrunner.control.settings.SettingsReader;
import dev.botrunner.control.settings.Understood;
import dev.botrunner.files.FlagFaults;
import dev.botrunner.files.SettingsProvider;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code botrunner control}: the control server, until it is told to stop. Give it a {@link SettingsProvider} as its
 * default provider, or only flags count.
 */
@Command(
        name = "control",
        description =
                "The control server: takes joins, keeps the queue, answers runners, streams events. Starts no process.",
        exitCodeOnInvalidInput = ControlCommand.WRONG_SETTINGS,
        sortOptions = false,
        footer = {
            "",
            "Each flag may also be a variable (BOTRUNNER_CONTROL_QUEUE) or a line of --config FILE (queue=memory:).",
            "On this machine, without keys:",
            "  botrunner control --auth none --bots bots.yaml"
        })
public final class ControlCommand implements Callable<Integer> {

    /** Faulty settings. */
    static final int WRONG_SETTINGS = 20;

    private static final int UNREACHABLE = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ControlOptions options = new ControlOptions();

    /** Words that are no flags of ours: told with all other faults. */
    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        Logs.choose(options.logForm(Logs.usual()));
        return switch (SettingsReader.read(options, faults(command))) {
            case Understood.Faulty(List<String> faults) -> {
                faults.forEach(err::println);
                err.println(faults.size() + (faults.size() == 1 ? " setting is" : " settings are")
                        + " at fault; botrunner control --help lists them all");
                err.flush();
                yield WRONG_SETTINGS;
            }
            case Understood.Sound sound -> {
                warnings(command, sound.hints()).forEach(warning -> err.println("Warning: " + warning));
                err.flush();
                yield serve(sound, command.commandLine());
            }
        };
    }

    private static int serve(Understood.Sound sound, CommandLine line) throws InterruptedException {
        try (ControlServer server = ControlServer.start(sound.settings(), sound.inputs())) {
            PrintWriter out = line.getOut();
            server.apiUrl().ifPresent(url -> out.println("API        " + url));
            server.linkUrl().ifPresent(url -> out.println("Link       " + url));
            out.println("Management " + server.manageUrl());
            out.flush();
            CountDownLatch never = new CountDownLatch(1);
            Threads.atExit("stop-control", server::close);
            never.await();
            return 0;
        } catch (DependencyException | UncheckedIOException failed) {
            line.getErr().println(failed.getMessage());
            line.getErr().flush();
            boolean unfit = failed instanceof DependencyException dependency
                    && dependency.failure().code() == ErrorCode.INVALID_CONFIG;
            return unfit ? WRONG_SETTINGS : UNREACHABLE;
        }
    }

    private List<String> faults(CommandSpec command) {
        return FlagFaults.of(command, unknown, "control takes flags only, and something else stands there");
    }

    private static List<String> warnings(CommandSpec command, List<String> hints) {
        List<String> all = new ArrayList<>(hints);
        if (command.defaultValueProvider() instanceof SettingsProvider provider) {
            all.addAll(provider.warnings(command));
        }
        return all;
    }
}
