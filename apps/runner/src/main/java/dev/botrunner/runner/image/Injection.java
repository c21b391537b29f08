package dev.botrunner.runner.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies a runner as it stands in its image: its Java, its jars, its AOT cache, and the words that start it, in which the
 * folder's new name takes the place of the old. Times stay what they were, since the cache remembers them. Doing it again
 * gives the same; what is half there after a crash is written over.
 */
record Injection(Path home) {

    /** The words that start a runner. */
    static final String WORDS = "runner.args";

    private static final String ARGUMENTS = ".args";

    static boolean isWhole(Path home) {
        return Files.isRegularFile(home.resolve(WORDS));
    }

    void into(Path target) throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(placeOf(folder, target));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path place = placeOf(file, target);
                if (file.getFileName().toString().endsWith(ARGUMENTS)) {
                    Files.writeString(place, Files.readString(file).replace(home + "/", target + "/"));
                } else {
                    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path placeOf(Path file, Path target) {
        return target.resolve(home.relativize(file).toString());
    }
}
