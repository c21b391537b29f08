package dev.botrunner.control.auth;

import java.util.Optional;

/** The keys as they are listed now. Asked for every request, from any thread; answers at once. */
public interface Keyring {

    Optional<Key> find(byte[] sha256);

    /** The key whose SHA-256 begins with these 16 hex digits. */
    Optional<Key> marked(String first16Hex);
}
