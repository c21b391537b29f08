package dev.botrunner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.session.BotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    private static final BotName SUPPORT = new BotName("support");

    @TempDir
    Path directory;

    private Path path = Path.of("bots.yaml");

    @BeforeEach
    void place() {
        path = directory.resolve("bots.yaml");
    }

    @Test
    void aChangeIsTaken() throws IOException {
        write("bots: {support: {attempts: 1}}");
        var file = WatchedFile.open(path, BotsFile::parse);
        write("bots: {support: {attempts: 2}}");

        file.step();

        assertThat(attempts(file)).isEqualTo(2);
    }

    @Test
    void aFaultyVersionIsRefusedAndTheNextSoundOneTaken() throws IOException {
        write("bots: {support: {attempts: 1}}");
        var file = WatchedFile.open(path, BotsFile::parse);

        write("bots: {support: {attempts: none}}");
        file.step();
        assertThat(attempts(file)).isEqualTo(1);

        Files.delete(path);
        file.step();
        assertThat(attempts(file)).isEqualTo(1);

        Files.write(path, new byte[] {(byte) 0xff});
        file.step();
        assertThat(attempts(file)).isEqualTo(1);

        write("bots: {support: {attempts: 3}}");
        file.step();
        assertThat(attempts(file)).isEqualTo(3);
    }

    @Test
    void aFileThatIsFaultyFromTheStartIsNotOpened() throws IOException {
        write("bots: 7");

        assertThatExceptionOfType(FaultyFile.class).isThrownBy(() -> WatchedFile.open(path, BotsFile::parse));
        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> WatchedFile.open(directory.resolve("none"), BotsFile::parse))
                .withMessageContaining("there is no such file");
    }

    @Test
    void aSealKeyIsReadAndAFaultyOneNotRepeated() throws IOException {
        Files.writeString(path, "c2hvcnQ=\n");

        assertThatExceptionOfType(FaultyFile.class)
                .isThrownBy(() -> SealKeyFile.read(path))
                .withMessageContaining("Line 1")
                .satisfies(faulty -> assertThat(faulty).message().doesNotContain("c2hvcnQ="));

        Files.writeString(path, "A".repeat(43) + "=\n");
        assertThat(SealKeyFile.read(path)).isNotNull();
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
    }

    private static int attempts(WatchedFile<BotsFile> file) {
        return file.get().profiles().find(SUPPORT).orElseThrow().terms().attempts();
    }
}
