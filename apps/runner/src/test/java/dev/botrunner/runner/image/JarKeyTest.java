package dev.botrunner.runner.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarKeyTest {

    @TempDir
    Path folder;

    private Path jar(String place, String content) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void sayingTheSameOfTheSameJarsWhereverTheyLie() throws IOException {
        var here = List.of(jar("here/a.jar", "one"), jar("here/b.jar", "two"));
        var there = List.of(jar("there/a.jar", "one"), jar("there/b.jar", "two"));
        assertThat(JarKey.of(here)).isEqualTo(JarKey.of(there)).hasLineCount(2);
    }

    @Test
    void sayingAnotherOfAnyThatDiffersInContentNameOrPlace() throws IOException {
        Path one = jar("a.jar", "one");
        Path two = jar("b.jar", "two");
        String key = JarKey.of(List.of(one, two));
        assertThat(JarKey.of(List.of(two, one))).isNotEqualTo(key);
        assertThat(JarKey.of(List.of(one))).isNotEqualTo(key);
        assertThat(JarKey.of(List.of(one, jar("c.jar", "two")))).isNotEqualTo(key);
        jar("b.jar", "twp");
        assertThat(JarKey.of(List.of(one, two))).isNotEqualTo(key);
    }
}
