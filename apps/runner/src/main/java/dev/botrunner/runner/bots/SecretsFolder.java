package dev.botrunner.runner.bots;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Names;
import dev.botrunner.session.ReservedNames;
import dev.botrunner.session.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code --secrets-dir}: in it a directory for each name of {@code secrets_from}, in that a file for each variable. */
public final class SecretsFolder {

    private static final int MOST_BYTES = 64 * 1024;

    private SecretsFolder() {}

    /**
     * Of equal names the first one's stands.
     *
     * @throws DependencyException of {@code INVALID_CONFIG}: a directory or file is not as expected; never repeats what a
     *     file holds
     */
    public static Map<String, Secret> read(Path folder, List<String> names) {
        Map<String, Secret> secrets = new TreeMap<>();
        for (String name : names) {
            Path each = folder.resolve(name).normalize();
            if (!each.startsWith(folder.normalize()) || !Files.isDirectory(each)) {
                throw wrong("secrets_from names '" + name + "', but there is no such directory below " + folder);
            }
            try (Stream<Path> files = Files.list(each)) {
                files.filter(SecretsFolder::isVariable)
                        .forEach(file -> secrets.putIfAbsent(file.getFileName().toString(), secret(file)));
            } catch (IOException e) {
                throw wrong("The directory " + each + " cannot be read");
            }
        }
        return secrets;
    }

    /** Mounted volumes hold entries of their own, which begin with a dot. */
    private static boolean isVariable(Path file) {
        return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
    }

    private static Secret secret(Path file) {
        String name = file.getFileName().toString();
        if (!Names.isSecretName(name) || ReservedNames.isReserved(name)) {
            throw wrong("The file " + file + " would be a variable of its name: expected [A-Z][A-Z0-9_]{0,63}, not"
                    + " reserved");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong("The file " + file + " is larger than " + MOST_BYTES + " bytes");
            }
            String text = Files.readString(file, UTF_8);
            if (text.indexOf('\0') >= 0) {
                throw wrong("The file " + file + " holds a NUL character");
            }
            return new Secret(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (IOException e) {
            throw wrong("The file " + file + " cannot be read as UTF-8");
        }
    }

    private static DependencyException wrong(String detail) {
        return new DependencyException(new Failure(ErrorCode.INVALID_CONFIG, detail));
    }
}
