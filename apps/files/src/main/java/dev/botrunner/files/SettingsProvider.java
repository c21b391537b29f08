package dev.botrunner.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a setting is where its flag was not given: an environment variable ({@code control --queue}: {@code
 * BOTRUNNER_CONTROL_QUEUE}), else a line of {@code --config FILE} ({@code queue=}). Picocli asks for defaults before it
 * reads the words, so the words are looked through for {@code --config} here.
 */
public final class SettingsProvider implements IDefaultValueProvider {

    private static final String PREFIX = "BOTRUNNER_";
    private static final String CONFIG = "--config";

    /** Variables that are no settings of commands: those of the launcher script, of runners and of clients. */
    private static final Set<String> OTHERS = Set.of(
            "BOTRUNNER_CLASSPATH",
            "BOTRUNNER_JAVA_OPTS",
            "BOTRUNNER_LOG",
            "BOTRUNNER_LINK_URL",
            "BOTRUNNER_TICKET",
            "BOTRUNNER_TICKET_FILE",
            "BOTRUNNER_EVENTS_URL",
            "BOTRUNNER_EVENTS_TOPICS",
            "BOTRUNNER_EVENTS_PREFIX",
            "BOTRUNNER_ASSETS",
            "BOTRUNNER_URL",
            "BOTRUNNER_KEY_FILE");

    /** Commands that have settings. */
    private static final List<String> COMMANDS = List.of("control", "run", "work", "dev", "rooms");

    private final Map<String, String> environment;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private SettingsProvider(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param command as it stands in names of variables: {@code control}, {@code work} */
    public static SettingsProvider of(String command, String[] words, Map<String, String> environment) {
        var provider = new SettingsProvider(environment);
        config(words)
                .or(() -> Optional.ofNullable(environment.get(variable(command, CONFIG))))
                .ifPresent(provider::read);
        return provider;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName();
        String value = environment.get(variable(option.command().name(), name));
        return value != null ? value : lines.get(name.substring(2));
    }

    /** What is wrong with the file: lines that name no setting of the command, with what may have been meant. */
    public List<String> faults(CommandSpec command) {
        List<String> all = new ArrayList<>(faults);
        Set<String> known =
                names(command).stream().map(name -> name.substring(2)).collect(Collectors.toSet());
        for (String line : lines.keySet()) {
            if (!known.contains(line)) {
                all.add("--config: there is no setting '" + line + "'" + meant(NearestName.of(line, known)));
            }
        }
        return all;
    }

    /** Variables that look like ours and are none. They may be another program's, or of another version. */
    public List<String> warnings(CommandSpec command) {
        Set<String> known = new TreeSet<>(OTHERS);
        names(command).forEach(name -> known.add(variable(command.name(), name)));
        List<String> foreign = COMMANDS.stream()
                .filter(other -> !other.equals(command.name()))
                .map(other -> PREFIX + other.toUpperCase(Locale.ROOT) + "_")
                .toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .filter(name -> foreign.stream().noneMatch(name::startsWith))
                .sorted()
                .map(name -> name + " names no setting" + meant(NearestName.of(name, known)))
                .toList();
    }

    /** {@code BOTRUNNER_CONTROL_QUEUE_LIMIT} for {@code --queue-limit} of {@code control}. */
    public static String variable(String command, String option) {
        return PREFIX + (command + "_" + option.substring(2)).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The end of a message that says what may have been meant. */
    public static String meant(Optional<String> nearest) {
        return nearest.map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    private static Set<String> names(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
    }

    private static Optional<String> config(String[] words) {
        for (int at = 0; at < words.length; at++) {
            if (words[at].startsWith(CONFIG + "=")) {
                return Optional.of(words[at].substring(CONFIG.length() + 1));
            }
            if (words[at].equals(CONFIG) && at + 1 < words.length) {
                return Optional.of(words[at + 1]);
            }
        }
        return Optional.empty();
    }

    private void read(String file) {
        Path path = Path.of(file);
        String text;
        try {
            text = TextFile.text(path, TextFile.bytes(path));
        } catch (FaultyFile faulty) {
            faults.add("--config: " + faulty.getMessage());
            return;
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String bare = line.strip();
            if (!bare.isEmpty() && !bare.startsWith("#")) {
                take(bare, file + ":" + number);
            }
        }
    }

    private void take(String line, String place) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals).strip();
        if (equals < 0 || name.isEmpty()) {
            faults.add("--config: " + place + ": name=value is expected");
        } else if (lines.putIfAbsent(name, line.substring(equals + 1).strip()) != null) {
            faults.add("--config: " + place + ": '" + name + "' stands there twice");
        }
    }
}
