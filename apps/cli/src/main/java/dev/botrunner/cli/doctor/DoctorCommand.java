package dev.botrunner.cli.doctor;

import dev.botrunner.cli.Surroundings;
import dev.botrunner.cli.Version;
import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Target;
import dev.botrunner.cli.client.ApiOptions;
import dev.botrunner.cli.show.Ink;
import dev.botrunner.cli.show.Plain;
import dev.botrunner.cli.show.Screen;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at everything, and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine, the settings, the bots file and the control server, and says what to do.",
            "With --audit also at the records, indexes, events and processes of what runs, which it does not disturb.",
            "Exit code 0: nothing is in the way. 1: something is. 3: the store or the broker does not answer (--audit)."
        },
        footer = {
            "",
            "Examples:",
            "  botrunner doctor",
            "  botrunner doctor --url https://bots.example --key-file key --manage http://10.0.0.5:8081",
            "  botrunner doctor --settings control.conf --bots bots.yaml",
            "  botrunner doctor --settings control.conf --audit"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int UNREACHABLE = 3;
    private static final String MANAGEMENT_HERE = "http://127.0.0.1:8081";

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(
            names = "--manage",
            paramLabel = "URL",
            description =
                    "The server's management port (default: " + MANAGEMENT_HERE + " for a server on this machine).")
    private @Nullable String manage;

    @Option(names = "--bots", paramLabel = "FILE", description = "A bots file to check (default: ./bots.yaml, if any).")
    private @Nullable Path bots;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "A settings file of control to check: what would be given to it as --config.")
    private @Nullable Path settings;

    @Option(
            names = "--audit",
            description = {
                "Checks the invariants I1 to I13 over records, indexes, outbox, events, processes of this machine and",
                "the Jobs and pods of a cluster, where its launcher is set and may be asked from here.",
                "Needs the control server's settings, --settings or its variables."
            })
    private boolean audit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Surroundings around;

    public DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws InterruptedException {
        var findings = new ArrayList<>(findings());
        var auditing = new AuditChecks(Optional.ofNullable(settings), around.environment());
        if (audit) {
            findings.addAll(auditing.look());
        }
        if (api.isJson()) {
            JsonBuilder document = Json.obj()
                    .put(
                            "findings",
                            Json.arr(findings.stream().map(Finding::json).toList()));
            auditing.json().ifPresent(found -> document.put("audit", found));
            around.screen().line(document.build().text());
        } else {
            show(findings);
        }
        if (auditing.isUnreachable()) {
            return UNREACHABLE;
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAULT) ? 1 : 0;
    }

    private List<Finding> findings() throws InterruptedException {
        var environment = around.environment();
        var findings = new ArrayList<Finding>();
        findings.add(Finding.good("botrunner", Version.text()));
        findings.addAll(new MachineChecks(environment).look());
        findings.addAll((bots == null ? BotsChecks.here(environment) : BotsChecks.of(bots, environment)).look());
        findings.addAll(new SettingsChecks(Optional.ofNullable(settings), environment).look());
        findings.addAll(new BackingChecks(Optional.ofNullable(settings), environment).look());
        Target target = target();
        var server = new ServerChecks(new ApiClient(target), around.screen().clock(), api.isGiven(environment));
        findings.addAll(server.look());
        if (server.isFound()) {
            findings.addAll(health(target));
        } else if (isHere(target)) {
            findings.addAll(new PortChecks().look());
        }
        return findings;
    }

    private List<Finding> health(Target target) {
        if (manage != null) {
            return new HealthChecks(new ApiClient(management(manage)), true).look();
        }
        return isHere(target)
                ? new HealthChecks(new ApiClient(management(MANAGEMENT_HERE)), false).look()
                : List.of(Finding.note("management", "not looked at", "Give its address with --manage URL."));
    }

    private Target target() {
        try {
            return api.target(around.environment());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private Target management(String url) {
        try {
            return Target.of(url, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--manage: " + e.getMessage());
        }
    }

    private static boolean isHere(Target target) {
        URI base = target.base();
        return base.getHost().equals("127.0.0.1")
                || base.getHost().equals("localhost")
                || base.getHost().equals("[::1]");
    }

    private void show(List<Finding> findings) {
        Screen screen = around.screen();
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            Ink.Colour colour = switch (finding.level()) {
                case GOOD -> Ink.Colour.GOOD;
                case NOTE -> Ink.Colour.BUSY;
                case FAULT -> Ink.Colour.BAD;
            };
            String level = finding.level().word();
            String head =
                    finding.subject() + " ".repeat(width - finding.subject().length()) + "  "
                            + screen.ink().paint(colour, level) + " ".repeat(6 - level.length()) + " ";
            String indent = " ".repeat(width + 9);
            List<String> what = finding.what().lines().map(Plain::text).toList();
            screen.line(head + (what.isEmpty() ? "" : what.getFirst()));
            what.stream().skip(1).forEach(line -> screen.line(indent + line));
            finding.toDo().ifPresent(toDo -> screen.line(indent + "→ " + toDo));
        }
    }
}
