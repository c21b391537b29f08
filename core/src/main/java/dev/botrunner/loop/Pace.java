package dev.botrunner.loop;

import java.time.Duration;

/**
 * How a {@link LoopRunner} steps.
 *
 * @param idle the first pause after a step that had nothing to do; what the step has waited itself counts towards it
 * @param idleMost the longest such pause
 * @param failed the first pause after a step that failed
 * @param failedMost the longest such pause
 * @param stuckAfter a step that takes longer is reported by the loop's health
 */
public record Pace(Duration idle, Duration idleMost, Duration failed, Duration failedMost, Duration stuckAfter) {

    /** For loops that look every quarter of a second, or wait inside their step. */
    public static final Pace STANDARD = new Pace(
            Duration.ofMillis(5),
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30));
}
