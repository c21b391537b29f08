package dev.botrunner.cli.client;

import dev.botrunner.files.DurationText;
import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads what options name: files, standard input, durations. Faults are {@link IllegalArgumentException}s for people. */
final class Given {

    private final InputStream in;

    Given(InputStream in) {
        this.in = in;
    }

    /** The JSON object in a file, {@code -} being standard input. */
    Json.Obj object(String option, String file) {
        return object(option + " " + file, bytes(option, file));
    }

    /** The JSON object that this text is. */
    static Json.Obj object(String what, byte[] document) {
        try {
            return Json.parse(document)
                    .asObj()
                    .orElseThrow(() -> new IllegalArgumentException(what + ": expected a JSON object"));
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(what + ": not JSON: " + e.reason() + " at byte " + e.position(), e);
        }
    }

    /** The text in a file, without the line end behind it. */
    String text(String option, String file) {
        byte[] bytes = bytes(option, file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(option + " " + file + " is not UTF-8", e);
        }
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private byte[] bytes(String option, String file) {
        try {
            return file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(option + " " + file + ": there is no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(option + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@code 30s}, {@code 5m}, {@code 2h}. */
    static Duration duration(String option, String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        option + " " + text + ": expected a number and a unit, such as 30s, 5m or 2h"));
    }
}
