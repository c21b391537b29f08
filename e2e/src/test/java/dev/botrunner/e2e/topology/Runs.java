package dev.botrunner.e2e.topology;

import dev.botrunner.e2e.stand.TestBots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How often the bots' programs were started. */
final class Runs {

    private Runs() {}

    static long of(Fleet fleet, String session) {
        return all(fleet).stream()
                .filter(line -> line.startsWith(session + " "))
                .count();
    }

    private static List<String> all(Fleet fleet) {
        Path runs = fleet.folder().resolve(TestBots.RUNS);
        try {
            return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("What the bots wrote cannot be read", e);
        }
    }
}
