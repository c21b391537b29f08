package dev.botrunner.redis;

import java.time.Duration;

/**
 * How long Redis may take.
 *
 * @param connect for a connection, and for each of its first answers
 * @param answer for one answer, once it was asked
 * @param call for all that a call may need: its place in a batch, a second try, the answer
 * @param replica for a replica to have what was written, where that is asked for; less than {@code answer}
 */
public record RedisTimes(Duration connect, Duration answer, Duration call, Duration replica) {

    /** Whoever joins is answered within a second. */
    public static final RedisTimes STANDARD = new RedisTimes(
            Duration.ofMillis(500), Duration.ofMillis(700), Duration.ofMillis(800), Duration.ofMillis(400));
}
