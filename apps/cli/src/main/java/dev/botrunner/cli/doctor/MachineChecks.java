package dev.botrunner.cli.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Java, and the programs that examples and bots are written for. */
final class MachineChecks implements Checks {

    private static final int OLDEST_JAVA = 25;
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Map<String, String> environment;

    MachineChecks(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        Runtime.Version java = Runtime.version();
        findings.add(
                java.feature() >= OLDEST_JAVA
                        ? Finding.good("java", java.toString())
                        : Finding.fault(
                                "java",
                                java + " is too old",
                                "Install Java " + OLDEST_JAVA + " or newer and set JAVA_HOME to it."));
        findings.add(program("python3")
                .map(path -> Finding.good("python3", path.toString()))
                .orElseGet(() -> Finding.note(
                        "python3", "is not on the PATH: the Python example will not start", "Install python3.")));
        return findings;
    }

    /** Where a program would be found. */
    Optional<Path> program(String name) {
        return SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> path(folder).stream())
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
