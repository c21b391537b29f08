package dev.botrunner.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is wrong with the words that a command could not take, and with its file of settings. */
public final class FlagFaults {

    private FlagFaults() {}

    /**
     * All faults, in a list that may be added to.
     *
     * @param unknown the words that the command could not take
     * @param others what is said of words of which none is a flag
     */
    public static List<String> of(CommandSpec command, List<String> unknown, String others) {
        List<String> faults = new ArrayList<>();
        Set<String> flags =
                command.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
        for (String word : unknown) {
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            // What follows a flag that nobody knows is most likely its value, and may be a secret.
            if (name.startsWith("-")) {
                faults.add(name + ": there is no such flag" + SettingsProvider.meant(NearestName.of(name, flags)));
            }
        }
        if (faults.isEmpty() && !unknown.isEmpty()) {
            faults.add(others);
        }
        if (command.defaultValueProvider() instanceof SettingsProvider provider) {
            faults.addAll(provider.faults(command));
        }
        return faults;
    }
}
