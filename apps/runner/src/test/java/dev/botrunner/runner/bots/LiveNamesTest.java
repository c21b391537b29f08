package dev.botrunner.runner.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.BotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveNamesTest {

    private static final BotName NEW = new BotName("new");

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("bots.yaml"), "bots: {old: {exec: [sh]}}\n");
    }

    @Test
    void aBotThatIsNewInTheFileIsAskedForAndOneThatHasGoneIsNot() throws IOException {
        try (var names = new LiveNames(shelf(), _ -> true)) {
            assertThat(names.get()).contains(new BotName("old")).doesNotContain(NEW);
            Files.writeString(file, "bots: {new: {exec: [sh], good_bye: 70s}}\n");
            names.look();
            assertThat(names.get()).contains(NEW).doesNotContain(new BotName("old"));
            assertThat(names.longestGoodBye()).contains(Duration.ofSeconds(70));
        }
    }

    @Test
    void aFaultyNewVersionIsRefusedAndTheOldOneStays() throws IOException {
        try (var names = new LiveNames(shelf(), _ -> true)) {
            Files.writeString(file, "bots: {new: {exce: [sh]}}\n");
            names.look();
            assertThat(names.get()).contains(new BotName("old")).doesNotContain(NEW);
        }
    }

    @Test
    void onlyWantedOnesAreAskedFor() throws IOException {
        try (var names = new LiveNames(shelf(), NEW::equals)) {
            assertThat(names.get()).isEmpty();
            Files.writeString(file, "bots: {new: {exec: [sh]}, other: {exec: [sh]}}\n");
            names.look();
            assertThat(names.get()).containsExactly(NEW);
        }
    }

    private BotShelf shelf() {
        return BotShelf.open(file, true, Optional.empty());
    }
}
