package dev.botrunner.e2e.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders for one test each. */
public final class Folders {

    private static final String SEAL_KEY = "seal.key";

    private Folders() {}

    public static Path make() {
        try {
            return Files.createTempDirectory("botrunner-e2e-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for a test", e);
        }
    }

    /** Copies an example of the repository, so that its files are where its users have them. */
    static void copyExample(String example, Path folder) {
        Path source = repository().resolve("examples").resolve(example);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An example could not be copied from " + source, e);
        }
    }

    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("examples"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException(
                            "There are no examples above " + Path.of("").toAbsolutePath()));
        }
        return folder;
    }

    /** The name of a file with a key, which all control servers of the folder share. */
    public static String sealKey(Path folder) {
        try {
            Path key = folder.resolve(SEAL_KEY);
            if (!Files.exists(key)) {
                Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
            }
            return SEAL_KEY;
        } catch (IOException e) {
            throw new UncheckedIOException("No seal key can be written", e);
        }
    }

    public static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of a test stays behind: " + folder, e);
        }
    }
}
