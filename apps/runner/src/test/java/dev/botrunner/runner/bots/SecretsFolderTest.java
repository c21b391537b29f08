package dev.botrunner.runner.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFolderTest {

    @TempDir
    Path folder;

    @Test
    void eachFileIsAVariableLessOneLineEnd() throws IOException {
        file("model/API_KEY", "canary\n");
        file("model/OTHER", "x\n\n");
        assertThat(SecretsFolder.read(folder, List.of("model")))
                .isEqualTo(Map.of("API_KEY", new Secret("canary"), "OTHER", new Secret("x\n")));
    }

    @Test
    void ofEqualNamesTheFirstStands() throws IOException {
        file("a/KEY", "first");
        file("b/KEY", "second");
        assertThat(SecretsFolder.read(folder, List.of("a", "b"))).isEqualTo(Map.of("KEY", new Secret("first")));
    }

    @Test
    void whatAMountAddsIsPassedOver() throws IOException {
        Path data = Files.createDirectories(folder.resolve("model/..2026"));
        Files.writeString(data.resolve("KEY"), "v");
        Files.createSymbolicLink(folder.resolve("model/..data"), data.getFileName());
        Files.createSymbolicLink(folder.resolve("model/KEY"), Path.of("..data/KEY"));
        assertThat(SecretsFolder.read(folder, List.of("model"))).isEqualTo(Map.of("KEY", new Secret("v")));
    }

    @Test
    void whatIsNotAsExpectedIsToldWithoutItsContent() throws IOException {
        file("lower/api-key", "canary");
        file("reserved/PATH", "canary");
        file("nul/KEY", "canary\0");
        Files.write(Files.createDirectories(folder.resolve("bytes")).resolve("KEY"), new byte[] {(byte) 0xff});
        for (String name : List.of("lower", "reserved", "nul", "bytes", "missing", "../lower", "..")) {
            assertThatThrownBy(() -> SecretsFolder.read(folder, List.of(name)))
                    .as(name)
                    .isInstanceOf(DependencyException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
