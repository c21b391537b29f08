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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
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
