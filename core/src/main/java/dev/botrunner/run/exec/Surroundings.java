package dev.botrunner.run.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.Secret;
import dev.botrunner.session.SpecEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a program finds around it, beside its session.
 *
 * @param environment the runner's own variables
 * @param standsAlone whether the program gets all of them, less {@code BOTRUNNER_*}; else only those that any program needs
 * @param secretsFrom what the worker's files hold for this bot
 */
public record Surroundings(Map<String, String> environment, boolean standsAlone, Map<String, Secret> secretsFrom) {

    private static final List<String> ALWAYS = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

    /** What the system writes variables in: what does not fit in it goes as a file. */
    private static final Charset SYSTEM = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    public Surroundings {
        environment = Map.copyOf(environment);
        secretsFrom = Map.copyOf(secretsFrom);
    }

    /** The variables of the program; files for long values lie in the folder, which is made where it is needed. */
    Map<String, String> variables(Assignment assignment, Path folder) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            boolean own = standsAlone && !name.startsWith("BOTRUNNER_");
            if (own || ALWAYS.contains(name)) {
                variables.put(name, value);
            }
        });
        SpecEnvironment.write(assignment, secretsFrom).forEach((name, value) -> {
            variables.remove(name + "_FILE");
            if (needsFile(value)) {
                variables.remove(name);
                variables.put(name + "_FILE", file(folder, name, value).toString());
            } else {
                variables.put(name, value);
            }
        });
        return variables;
    }

    private static boolean needsFile(String value) {
        return value.getBytes(UTF_8).length > SpecEnvironment.LARGEST
                || !SYSTEM.newEncoder().canEncode(value);
    }

    private static Path file(Path folder, String name, String value) {
        Set<PosixFilePermission> mine = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = Files.createFile(folder.resolve(name), PosixFilePermissions.asFileAttribute(mine));
            return Files.write(file, value.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The value of " + name + " cannot be written to a file", e);
        }
    }

    /** Takes the files away again. */
    static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Files with a session's values could not be removed", e);
        }
    }
}
