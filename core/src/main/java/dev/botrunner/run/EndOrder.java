package dev.botrunner.run;

import java.time.Duration;

/**
 * @param reason {@code requested}, {@code max_duration}, {@code start_deadline}, or {@code evicted} where the order came
 *     by SIGTERM
 * @param grace how long the good-bye may take
 */
public record EndOrder(String reason, Duration grace) {}
