package dev.botrunner.session;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A runner's own word on how its session ended; what the record says of it ({@link SessionEnd}) may differ, because the
 * first reason wins.
 *
 * @param reason {@code [a-z][a-z0-9_]{0,63}}
 * @param exitCode the code the runner's process is about to leave with, or that of the program it ran
 */
public record RunnerEnd(boolean completed, String reason, OptionalInt exitCode, Optional<String> detail) {

    public RunnerEnd {
        if (!Names.isReason(reason)) {
            throw new IllegalArgumentException("A reason is [a-z][a-z0-9_]{0,63}");
        }
    }

    public static RunnerEnd completed(String reason) {
        return new RunnerEnd(true, reason, OptionalInt.of(0), Optional.empty());
    }

    public static RunnerEnd failed(String reason, int exitCode, String detail) {
        return new RunnerEnd(false, reason, OptionalInt.of(exitCode), Optional.of(detail));
    }
}
