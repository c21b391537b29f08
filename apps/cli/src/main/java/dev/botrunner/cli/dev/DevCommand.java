package dev.botrunner.cli.dev;

import dev.botrunner.cli.LogForm;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.files.FaultyFile;
import dev.botrunner.files.FlagFaults;
import dev.botrunner.files.SettingsProvider;
import dev.botrunner.loop.Signals;
import dev.botrunner.session.DependencyException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code dev}: all of Botrunner on this machine, in one command. */
@Command(
        name = "dev",
        description = {
            "All of Botrunner on this machine, in one command: a control server that keeps everything in memory, and a",
            "worker that starts a process for each session, and rooms to meet them in. ./bots.yaml adds bots."
        },
        exitCodeOnInvalidInput = DevCommand.WRONG_SETTINGS,
        footer = {
            "",
            "Examples:",
            "  botrunner dev",
            "  botrunner dev --http 0 --manage 0 --link 0 --rooms 0 --bots my-bots.yaml"
        })
public final class DevCommand implements Callable<Integer> {

    static final int WRONG_SETTINGS = 20;

    private static final int FAILED = 1;

    @Mixin
    private DevOptions options = new DevOptions();

    /** Told with all other faults. */
    @Unmatched
    private List<String> unknown = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Screen screen;

    public DevCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> faults = faults();
        Optional<DevPlan> plan = options.plan(faults);
        plan.ifPresent(it -> faults.addAll(it.takenPorts()));
        if (plan.isEmpty() || !faults.isEmpty()) {
            faults.forEach(screen::note);
            return WRONG_SETTINGS;
        }
        warnings().forEach(warning -> screen.note("Warning: " + warning));
        LogForm.PLAIN.choose();
        return run(plan.get());
    }

    private int run(DevPlan plan) throws InterruptedException {
        try {
            DevBots bots = DevBots.of(plan.bots(), note -> screen.note("Note: " + note));
            try (DevStack stack = DevStack.start(plan, bots)) {
                var stop = new DevStop(stack::endNow);
                Signals.listen(Signals.LEAVE, stop::signal);
                screen.lines(Banner.lines(stack, bots.profiles().get(), screen.ink()));
                stop.awaitAsked();
                screen.note("Stopping.");
                stack.sayGoodBye();
                return stop.exitCode();
            }
        } catch (FaultyFile e) {
            screen.note(String.valueOf(e.getMessage()));
            return WRONG_SETTINGS;
        } catch (DependencyException | UncheckedIOException e) {
            screen.note(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private List<String> faults() {
        String others = unknown.isEmpty() ? "" : unknown.getFirst();
        return FlagFaults.of(spec, unknown, "dev takes flags only, and something else stands there: " + others);
    }

    private List<String> warnings() {
        return spec.defaultValueProvider() instanceof SettingsProvider provider ? provider.warnings(spec) : List.of();
    }
}
