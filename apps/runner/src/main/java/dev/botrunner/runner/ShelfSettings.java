package dev.botrunner.runner;

import dev.botrunner.runner.bots.BotShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a runner's bots are: by variables, as {@code runner run} takes them and a worker's child gets them. */
final class ShelfSettings {

    static final String BOTS = "BOTRUNNER_RUN_BOTS";
    static final String SECRETS = "BOTRUNNER_RUN_SECRETS_DIR";
    static final Path DEFAULT_BOTS = Path.of("/etc/botrunner/bots.yaml");

    private ShelfSettings() {}

    static BotShelf open(Map<String, String> environment) {
        Optional<String> bots = Optional.ofNullable(environment.get(BOTS));
        Optional<Path> secrets = Optional.ofNullable(environment.get(SECRETS)).map(Path::of);
        return BotShelf.open(bots.map(Path::of).orElse(DEFAULT_BOTS), bots.isPresent(), secrets);
    }

    /** Changes with the bots file. */
    static Object stamp(Map<String, String> environment) {
        Path bots = Path.of(environment.getOrDefault(BOTS, DEFAULT_BOTS.toString()));
        try {
            return Files.getLastModifiedTime(bots);
        } catch (IOException notThere) {
            return "none";
        }
    }
}
