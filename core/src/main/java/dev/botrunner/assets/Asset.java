package dev.botrunner.assets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that a persona needs, with the SHA-256 of them in hexadecimal. The bytes must not be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record Asset(AssetKey key, byte[] bytes, String sha256) {

    /** The SHA-256 of these bytes, in hexadecimal. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This JDK has no SHA-256", missing);
        }
    }
}
