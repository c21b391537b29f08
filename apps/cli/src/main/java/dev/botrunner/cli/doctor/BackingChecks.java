package dev.botrunner.cli.doctor;

import dev.botrunner.cli.show.Plain;
import dev.botrunner.control.BackingLook;
import dev.botrunner.control.settings.Understood;
import dev.botrunner.loop.Health;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Store, replicas and broker themselves, by the settings of {@code control}: also before the first server runs. */
final class BackingChecks implements Checks {

    private final Optional<Path> file;
    private final Map<String, String> environment;

    BackingChecks(Optional<Path> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    @Override
    public List<Finding> look() {
        return GivenSettings.read(file, environment).map(GivenSettings::understood).stream()
                .flatMap(understood -> look(understood).stream())
                .toList();
    }

    /** What is at fault in the settings is told elsewhere; what is in the memory of a server cannot be seen from here. */
    private static List<Finding> look(Understood understood) {
        if (!(understood instanceof Understood.Sound sound)
                || sound.settings().backing().queue().url().startsWith("memory:")) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        BackingLook.now(sound.settings(), sound.inputs())
                .forEach((name, status) -> findings.add(finding(name, status)));
        return findings;
    }

    private static Finding finding(String name, Health.Status status) {
        return switch (status) {
            case Health.Status.Up _ -> Finding.good(name, "answers, and is as the settings ask for");
            case Health.Status.Down(String detail) ->
                Finding.fault(name, Plain.text(detail), "Control servers answer 503 until it is mended.");
        };
    }
}
