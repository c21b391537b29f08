package dev.botrunner.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page in the documents that is made by a test. With {@code -Dwrite.docs} it is written anew. */
record Page(String name) {

    void is(String text) throws IOException {
        Path file = Path.of("..", "..", "docs", "reference", name);
        if (System.getProperty("write.docs") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
