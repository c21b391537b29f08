package dev.botrunner.cli.doctor;

import dev.botrunner.files.BotProgram;
import dev.botrunner.files.BotsFile;
import dev.botrunner.files.FaultyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bots file, and whether the programs that it names are there. */
final class BotsChecks implements Checks {

    private static final String SUBJECT = "bots file";

    private final Path file;
    private final boolean asked;
    private final MachineChecks machine;

    private BotsChecks(Path file, boolean asked, Map<String, String> environment) {
        this.file = file;
        this.asked = asked;
        this.machine = new MachineChecks(environment);
    }

    /** That file; it is a fault where it is not there. */
    static BotsChecks of(Path file, Map<String, String> environment) {
        return new BotsChecks(file, true, environment);
    }

    /** The one that {@code dev} would read, which need not be there. */
    static BotsChecks here(Map<String, String> environment) {
        return new BotsChecks(Path.of("bots.yaml"), false, environment);
    }

    @Override
    public List<Finding> look() {
        if (!asked && !Files.exists(file)) {
            return List.of(Finding.note(SUBJECT, "there is no ./bots.yaml: dev knows its built-in bots only"));
        }
        BotsFile bots;
        try {
            bots = BotsFile.read(file);
        } catch (FaultyFile e) {
            return List.of(Finding.fault(SUBJECT, String.valueOf(e.getMessage()), "Mend the file."));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.good(
                SUBJECT,
                file + ": " + bots.profiles().all().size() + " bots"
                        + bots.profiles()
                                .fallback()
                                .map(it -> ", default " + it.bot())
                                .orElse(", no default")));
        bots.profiles()
                .all()
                .forEach(profile -> Optional.ofNullable(bots.programs().get(profile.bot()))
                        .flatMap(this::missing)
                        .ifPresent(findings::add));
        return findings;
    }

    private Optional<Finding> missing(BotProgram program) {
        return switch (program.start()) {
            case BotProgram.Start.ByImage _ -> Optional.empty();
            case BotProgram.Start.JavaClass _ -> Optional.empty();
            case BotProgram.Start.Exec(List<String> command) -> missing(program, command.getFirst());
        };
    }

    private Optional<Finding> missing(BotProgram program, String name) {
        Path folder = file.toAbsolutePath().getParent();
        boolean there = name.indexOf('/') >= 0
                ? folder != null && Files.isExecutable(folder.resolve(name))
                : machine.program(name).isPresent();
        return there
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "bot " + program.bot(),
                        "its program " + name + " is not on this machine",
                        "Install it where the workers run, or mend 'exec'."));
    }
}
