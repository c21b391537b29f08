package dev.botrunner.files;

import java.util.Locale;
import java.util.Optional;

/** What a key is good for. */
public enum KeyScope {
    JOIN,
    READ,
    STOP,
    EVENTS,
    WORK,
    ADMIN;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    static Optional<KeyScope> of(String word) {
        for (KeyScope scope : values()) {
            if (scope.word.equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
