package dev.botrunner.files;

import dev.botrunner.session.SealKeys;
import java.nio.file.Path;

/** The file of {@code --seal-key}: one base64 key of 32 bytes to a line, the newest first. */
public final class SealKeyFile {

    private SealKeyFile() {}

    /** @throws FaultyFile it cannot be read, or a line is no key; the line is named and not repeated */
    public static SealKeys read(Path path) {
        String text = TextFile.text(path, TextFile.bytes(path));
        try {
            return SealKeys.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw TextFile.faulty(path, String.valueOf(wrong.getMessage()));
        }
    }
}
