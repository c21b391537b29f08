package dev.botrunner.cli.lint;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.FaultyFile;
import dev.botrunner.files.YamlDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lint}: finds contradictions in manifests before a cluster does. */
@Command(
        name = "lint",
        description = {
            "Looks at rendered manifests: whether every clock fits good_bye, start_deadline and max_duration of its bot,",
            "whether a session is tried by its control server alone, and whether all pods fit Pod Security restricted.",
            "Exit code 0: nothing is wrong. 1: something is, and all of it is said. 2: the file cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  helm template botrunner charts/botrunner -f values.yaml | botrunner lint -f -",
            "  botrunner lint -f keda.yaml --bots bots.yaml"
        })
public final class LintCommand implements Callable<Integer> {

    @Option(names = "-f", paramLabel = "FILE", required = true, description = "Manifests in YAML; -: standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Option(
            names = "--bots",
            paramLabel = "FILE",
            description = "The control servers' bots file (default: the ConfigMap that their pods mount).")
    private @Nullable Path bots;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Surroundings around;

    public LintCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        List<Manifest> manifests;
        Faults faults = new Faults();
        ControlBots profiles;
        try {
            manifests = YamlDocuments.parse(text(), shown()).stream()
                    .map(document -> new Manifest(document.line(), document.content()))
                    .toList();
            profiles = bots == null ? ControlBots.among(manifests, faults) : ControlBots.given(BotsFile.read(bots));
        } catch (FaultyFile faulty) {
            throw new ParameterException(spec.commandLine(), String.valueOf(faulty.getMessage()));
        }
        look(manifests, profiles, faults);
        List<Faults.Fault> found = faults.found();
        found.forEach(fault -> around.screen().line(fault.in(shown())));
        if (profiles.file().isEmpty() && found.isEmpty() && manifests.stream().anyMatch(LintCommand::claims)) {
            around.screen()
                    .note("No control server's bots file is among them: clocks of runners were not looked at (--bots)");
        }
        around.screen()
                .note(manifests.size()
                        + (manifests.size() == 1 ? " manifest, " : " manifests, ")
                        + (found.isEmpty() ? "nothing wrong" : found.size() + " wrong"));
        return found.isEmpty() ? 0 : 1;
    }

    /** All rules over all manifests. */
    static void look(List<Manifest> manifests, ControlBots bots, Faults faults) {
        var clocks = new ClockRules(bots, faults);
        var launches = new LaunchRules(bots, faults);
        var security = new PodSecurityRules(faults);
        var memory = new MemoryRules(faults);
        launches.lookAtProfiles();
        for (Manifest manifest : manifests) {
            PodPlan.of(manifest).ifPresent(plan -> {
                clocks.look(plan);
                launches.look(plan);
                memory.look(plan);
                security.look(plan);
            });
        }
    }

    private static boolean claims(Manifest manifest) {
        return PodPlan.of(manifest)
                .filter(plan -> plan.role() == PodPlan.Role.ONCE || plan.role() == PodPlan.Role.WORKER)
                .isPresent();
    }

    private String shown() {
        return file.equals("-") ? "(standard input)" : file;
    }

    private String text() {
        try {
            return file.equals("-")
                    ? new String(around.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "-f: " + file + " is not there, or cannot be read as UTF-8");
        }
    }
}
