package dev.botrunner.files;

import java.time.Duration;
import java.util.Optional;

/** Durations as settings write them: {@code 30s}, {@code 5m}, {@code 2h}. */
public final class DurationText {

    private static final int MOST_DIGITS = 9;

    private DurationText() {}

    public static Optional<Duration> parse(String text) {
        int digits = text.length() - 1;
        if (digits < 1 || digits > MOST_DIGITS) {
            return Optional.empty();
        }
        long number = 0;
        for (int at = 0; at < digits; at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            number = number * 10 + (c - '0');
        }
        return switch (text.charAt(digits)) {
            case 's' -> Optional.of(Duration.ofSeconds(number));
            case 'm' -> Optional.of(Duration.ofMinutes(number));
            case 'h' -> Optional.of(Duration.ofHours(number));
            default -> Optional.empty();
        };
    }

    /** The shortest such text; parts of a second are rounded down. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
