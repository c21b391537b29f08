package dev.botrunner.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads small files of text whole. */
final class TextFile {

    private static final int MAX_BYTES = 1024 * 1024;

    private TextFile() {}

    static byte[] bytes(Path path) {
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw faulty(path, "larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw faulty(path, "there is no such file");
        } catch (IOException failed) {
            throw faulty(path, "cannot be read (" + failed.getClass().getSimpleName() + ")");
        }
    }

    static String text(Path path, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw faulty(path, "is not UTF-8");
        }
    }

    static FaultyFile faulty(Path path, String what) {
        return new FaultyFile(path.toString(), List.of(new FaultyFile.Fault(0, what)));
    }
}
