package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the secrets of a session's spec: AES-256-GCM with the session's id as associated data, so that what was sealed for
 * one session opens for no other. Each session has a key of its own, made from the seal key and its id: a random nonce is
 * then safe for any number of sessions. For any number of threads.
 */
public final class SecretSealer {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final List<Hmac> keys;
    private final SecureRandom random = new SecureRandom();

    /** Derives all it needs; the keys may then be forgotten. */
    public SecretSealer(SealKeys keys) {
        this.keys = keys.derived("SEAL");
    }

    /** The sealed text: base64url of version, nonce, ciphertext and tag. */
    public String seal(SessionId session, byte[] secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = new byte[1 + NONCE + secret.length + TAG];
        sealed[0] = VERSION;
        System.arraycopy(nonce, 0, sealed, 1, NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), session, nonce);
            cipher.doFinal(secret, 0, secret.length, sealed, 1 + NONCE);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("This JDK cannot seal with AES-256-GCM", bug);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** What was sealed; empty where the text is damaged, of another session, or of a key that we do not hold. */
    public Optional<byte[]> open(SessionId session, String text) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (sealed.length < 1 + NONCE + TAG || sealed[0] != VERSION) {
            return Optional.empty();
        }
        for (Hmac key : keys) {
            Optional<byte[]> secret = opened(key, session, sealed);
            if (secret.isPresent()) {
                return secret;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> opened(Hmac key, SessionId session, byte[] sealed) {
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, session, nonce);
            return Optional.of(cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE));
        } catch (AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("This JDK cannot open AES-256-GCM", bug);
        }
    }

    private static Cipher cipher(int mode, Hmac key, SessionId session, byte[] nonce) throws GeneralSecurityException {
        byte[] id = session.value().getBytes(ISO_8859_1);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.of(id), "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(id);
        return cipher;
    }
}
