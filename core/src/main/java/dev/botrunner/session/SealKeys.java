package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of {@code --seal-key}. The first seals and signs, all of them open and verify, so that a new key is put on top
 * and an old one removed later. Each use has a key of its own, derived by HKDF.
 */
public final class SealKeys {
    /** Bytes of one key. */
    public static final int LENGTH = 32;

    private final List<byte[]> keys;

    private SealKeys(List<byte[]> keys) {
        this.keys = keys;
    }

    /** Reads the file's text: one base64 key of 32 bytes per line. Refuses all else, naming the line and never its text. */
    public static SealKeys parse(String text) {
        List<byte[]> keys = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                keys.add(key(line.strip(), number));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The seal-key file holds no key: expected one base64 key of " + LENGTH
                    + " bytes per line (openssl rand -base64 " + LENGTH + ")");
        }
        return new SealKeys(List.copyOf(keys));
    }

    /** One new key, good for as long as this process lives. */
    public static SealKeys random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return new SealKeys(List.of(key));
    }

    private static byte[] key(String line, int number) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException notBase64) {
            key = new byte[0]; // the decoder's message would repeat a character of the key
        }
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("Line " + number + " of the seal-key file is not a base64 key of "
                    + LENGTH + " bytes (openssl rand -base64 " + LENGTH + ")");
        }
        return key;
    }

    /** One HMAC for each key, in order, for this use alone. */
    List<Hmac> derived(String use) {
        return keys.stream().map(key -> derived(key, use)).toList();
    }

    private static Hmac derived(byte[] key, String use) {
        byte[] info = ("botrunner v1 " + use).getBytes(UTF_8);
        try {
            return new Hmac(KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, LENGTH)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no HKDF-SHA256", missing);
        }
    }

    @Override
    public String toString() {
        return "SealKeys[" + keys.size() + "]";
    }
}
