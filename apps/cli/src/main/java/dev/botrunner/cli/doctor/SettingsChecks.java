package dev.botrunner.cli.doctor;

import dev.botrunner.control.settings.Understood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of {@code control}, read as it would read them: from variables and from a file. */
final class SettingsChecks implements Checks {

    private static final String SUBJECT = "settings";

    private final Optional<Path> file;
    private final Map<String, String> environment;

    SettingsChecks(Optional<Path> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    @Override
    public List<Finding> look() {
        return GivenSettings.read(file, environment).map(SettingsChecks::look).orElse(List.of());
    }

    private static List<Finding> look(GivenSettings given) {
        var findings = new ArrayList<Finding>();
        switch (given.understood()) {
            case Understood.Faulty(List<String> faults) ->
                faults.forEach(fault -> findings.add(
                        Finding.fault(SUBJECT, fault, "Mend it: botrunner control --help lists all settings.")));
            case Understood.Sound sound -> sound.hints().forEach(hint -> findings.add(Finding.note(SUBJECT, hint)));
        }
        given.warnings()
                .forEach(warning -> findings.add(Finding.note(SUBJECT, warning, "Mend its name, or remove it.")));
        if (findings.isEmpty()) {
            findings.add(Finding.good(SUBJECT, "control would start with them"));
        }
        return findings;
    }
}
