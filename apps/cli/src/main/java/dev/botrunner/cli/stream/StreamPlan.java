package dev.botrunner.cli.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * What to read, and for how long.
 *
 * @param path with its query
 * @param since the cursor to go on from; absent: where the server begins
 * @param patience without a byte for so long the connection is given up; the server says something every 15 s
 * @param until when to stop by oneself
 */
public record StreamPlan(String path, Optional<String> since, Duration patience, Until until) {

    /** When to stop. */
    public enum Until {
        /** At {@code bot.session.end}, or when the server says that the session is over. */
        SESSION_END,
        /** As that, and when nothing comes for the length of the patience. */
        QUIET,
        /** Never. */
        STOPPED
    }

    private static final Duration THREE_BEATS = Duration.ofSeconds(45);
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    public static StreamPlan following(String path, Optional<String> since, Until until) {
        return new StreamPlan(path, since, until == Until.QUIET ? A_MOMENT : THREE_BEATS, until);
    }
}
