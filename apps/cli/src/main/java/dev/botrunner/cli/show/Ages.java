package dev.botrunner.cli.show;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as people say them. */
public final class Ages {

    private Ages() {}

    /** {@code 0.25s}, {@code 3.1s}, {@code 42s}, {@code 3m12s}, {@code 2h05m}, {@code 3d04h}. */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        long millis = duration.toMillis();
        if (millis < 10_000) {
            return tenths(millis);
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return "%dm%02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
        }
        return "%dd%02dh".formatted(seconds / 86_400, seconds / 3600 % 24);
    }

    private static String tenths(long millis) {
        if (millis < 1000) {
            return millis + "ms";
        }
        return "%d.%ds".formatted(millis / 1000, millis / 100 % 10);
    }

    /** A time of the API, where it is one. */
    public static Optional<Instant> instant(Optional<String> text) {
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** How long ago that is, {@code -} where it is no time. */
    public static String since(Optional<String> text, Instant now) {
        return instant(text)
                .map(then -> text(notNegative(Duration.between(then, now))))
                .orElse("-");
    }

    // The two clocks need not agree.
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
