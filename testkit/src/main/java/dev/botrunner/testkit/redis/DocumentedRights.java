package dev.botrunner.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rights of users of Redis, as the documents give them: what is written there is what tests run with. */
public final class DocumentedRights {

    private DocumentedRights() {}

    /** A line for {@code redis.conf}: {@code user NAME on >password …}, whatever stands there for the password. */
    public static String line(String page, String user, String password) {
        String start = "user " + user + " on >";
        try {
            String line = Files.readAllLines(documents().resolve(page)).stream()
                    .filter(each -> each.startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(page + " has no line that begins with " + start));
            return start + password + line.substring(line.indexOf(' ', start.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path documents() {
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("docs/reference"))) {
                return folder.resolve("docs");
            }
        }
        throw new AssertionError("There are no documents above " + Path.of("").toAbsolutePath());
    }
}
