package dev.botrunner.cli.doctor;

import dev.botrunner.control.settings.ControlOptions;
import dev.botrunner.control.settings.SettingsReader;
import dev.botrunner.control.settings.Understood;
import dev.botrunner.files.SettingsProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The settings of {@code control}, as it would read them from variables and from a file.
 *
 * @param warnings about names that mean nothing
 */
record GivenSettings(Understood understood, List<String> warnings) {

    private static final String CONTROL = "control";
    private static final String OWN_VARIABLES = "BOTRUNNER_CONTROL_";

    /** Nothing where none are given. */
    static Optional<GivenSettings> read(Optional<Path> file, Map<String, String> environment) {
        boolean given = file.isPresent() || environment.keySet().stream().anyMatch(it -> it.startsWith(OWN_VARIABLES));
        if (!given) {
            return Optional.empty();
        }
        String[] words =
                file.map(path -> new String[] {"--config", path.toString()}).orElseGet(() -> new String[0]);
        var options = new ControlOptions();
        CommandSpec control = CommandSpec.forAnnotatedObject(options).name(CONTROL);
        var provider = SettingsProvider.of(CONTROL, words, environment);
        new CommandLine(control).setDefaultValueProvider(provider).parseArgs(words);
        return Optional.of(
                new GivenSettings(SettingsReader.read(options, provider.faults(control)), provider.warnings(control)));
    }
}
