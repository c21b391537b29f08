package dev.botrunner.session;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA256 under one key, for any number of threads: each call works on a copy of a prepared one. */
final class Hmac {
    /** Bytes of a whole MAC. */
    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prepared;

    Hmac(SecretKey key) {
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(key);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("This JDK has no " + ALGORITHM, missing);
        }
    }

    byte[] of(byte[] message) {
        try {
            return ((Mac) prepared.clone()).doFinal(message);
        } catch (CloneNotSupportedException foreign) {
            throw new IllegalStateException("The security provider of " + ALGORITHM + " cannot copy one", foreign);
        }
    }
}
