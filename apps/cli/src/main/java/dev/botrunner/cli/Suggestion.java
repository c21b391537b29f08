package dev.botrunner.cli;

import dev.botrunner.files.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The name that was perhaps meant. */
final class Suggestion {

    private Suggestion() {}

    static Optional<String> of(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().getFirst();
        int equals = word.indexOf('=');
        String name = equals > 0 ? word.substring(0, equals) : word;
        return NearestName.of(name, names(e.getCommandLine(), name)).map(near -> "Did you mean " + near + "?");
    }

    private static List<String> names(CommandLine line, String word) {
        var names = new ArrayList<String>();
        if (word.startsWith("-")) {
            line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        } else {
            names.addAll(line.getSubcommands().keySet());
        }
        return names;
    }
}
