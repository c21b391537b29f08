package dev.botrunner.session;

import java.util.Locale;

/** The name of a state, as the outside sees it. */
public enum Stage {
    QUEUED,
    STARTING,
    RUNNING,
    JOINED,
    ENDING,
    ENDED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    public static java.util.Optional<Stage> of(String word) {
        for (Stage stage : values()) {
            if (stage.word().equals(word)) {
                return java.util.Optional.of(stage);
            }
        }
        return java.util.Optional.empty();
    }
}
