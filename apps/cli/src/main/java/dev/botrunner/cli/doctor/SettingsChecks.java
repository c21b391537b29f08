package dev.botrunner.cli.doctor;

import dev.botrunner.control.settings.ControlOptions;
import dev.botrunner.control.settings.SettingsReader;
import dev.botrunner.control.settings.Understood;
import dev.botrunner.files.SettingsProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The settings of {@code control}, read as it would read them: from variables and from a file. */
final class SettingsChecks implements Checks {

    private static final String CONTROL = "control";
    private static final String SUBJECT = "settings";
    private static final String OWN_VARIABLES = "BOTRUNNER_CONTROL_";

    private final Optional<Path> file;
    private final Map<String, String> environment;

    SettingsChecks(Optional<Path> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    @Override
    public List<Finding> look() {
        boolean given = file.isPresent() || environment.keySet().stream().anyMatch(it -> it.startsWith(OWN_VARIABLES));
        if (!given) {
            return List.of();
        }
        String[] words =
                file.map(path -> new String[] {"--config", path.toString()}).orElseGet(() -> new String[0]);
        var options = new ControlOptions();
        CommandSpec control = CommandSpec.forAnnotatedObject(options).name(CONTROL);
        var provider = SettingsProvider.of(CONTROL, words, environment);
        new CommandLine(control).setDefaultValueProvider(provider).parseArgs(words);
        var findings = new ArrayList<Finding>();
        switch (SettingsReader.read(options, provider.faults(control))) {
            case Understood.Faulty(List<String> faults) ->
                faults.forEach(fault -> findings.add(
                        Finding.fault(SUBJECT, fault, "Mend it: botrunner control --help lists all settings.")));
            case Understood.Sound sound -> sound.hints().forEach(hint -> findings.add(Finding.note(SUBJECT, hint)));
        }
        provider.warnings(control)
                .forEach(warning -> findings.add(Finding.note(SUBJECT, warning, "Mend its name, or remove it.")));
        if (findings.isEmpty()) {
            findings.add(Finding.good(SUBJECT, "control would start with them"));
        }
        return findings;
    }
}
