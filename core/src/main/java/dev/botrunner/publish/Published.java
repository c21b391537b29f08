package dev.botrunner.publish;

import java.util.List;
import java.util.Locale;

/**
 * What became of a batch: what is not rejected was accepted.
 *
 * @param accepted how many
 */
public record Published(int accepted, List<Rejected> rejected) {

    public Published {
        rejected = List.copyOf(rejected);
    }

    public static Published all(int accepted) {
        return new Published(accepted, List.of());
    }

    /** An envelope that will never be taken: sending it again does not help. */
    public record Rejected(int index, Code code) {}

    public enum Code {
        TOO_LARGE,
        BAD_TYPE,
        RESERVED_TYPE,
        MALFORMED;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }
}
