package dev.botrunner.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The preference {@code wait} of RFC 7240. What is malformed counts as not said. */
final class Preference {

    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Preference() {}

    /** How long the caller wants to wait, from all its headers {@code Prefer}; the first one stands. */
    static Optional<Duration> waiting(List<String> headers) {
        for (String header : headers) {
            int from = 0;
            while (from <= header.length()) {
                int comma = endOf(header, from, ',');
                Optional<Duration> wait = waiting(header.substring(from, comma));
                if (wait.isPresent()) {
                    return wait;
                }
                from = comma + 1;
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> waiting(String preference) {
        String bare = preference.substring(0, endOf(preference, 0, ';'));
        int equals = bare.indexOf('=');
        if (equals < 0 || !bare.substring(0, equals).strip().equalsIgnoreCase("wait")) {
            return Optional.empty();
        }
        String value = bare.substring(equals + 1).strip();
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        boolean tooLong = value.length() > 9 || Long.parseLong(value) > LONGEST_WAIT.toSeconds();
        return Optional.of(tooLong ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(value)));
    }

    /** Where the part ends that starts at {@code from}; what stands in quotes ends nothing. */
    private static int endOf(String text, int from, char end) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == end && !quoted) {
                return at;
            }
        }
        return text.length();
    }
}
