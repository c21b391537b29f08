package dev.botrunner.e2e.stand;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key of a test's only caller, where a control server listens beyond loopback. */
public final class CallerKey {

    public static final String KEY = "acme";

    private static final String FILE = "keys.yaml";

    private CallerKey() {}

    /** Writes the file of keys, and names it. */
    public static String write(Path folder) {
        try {
            Files.writeString(
                    folder.resolve(FILE),
                    "keys: [{sha256: \"%s\", tenant: acme, scopes: [join, read, stop, events]}]\n"
                            .formatted(hash(KEY)));
        } catch (IOException e) {
            throw new UncheckedIOException("The keys of a test could not be written", e);
        }
        return FILE;
    }

    /** Of a key, as files of keys have it. */
    public static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
