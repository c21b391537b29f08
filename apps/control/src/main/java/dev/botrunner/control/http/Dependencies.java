package dev.botrunner.control.http;

import dev.botrunner.session.DependencyException;
import java.time.Duration;

/** What a caller is told when something behind this server fails. */
final class Dependencies {

    private static final Duration SOON = Duration.ofSeconds(2);

    private Dependencies() {}

    static Problem problem(DependencyException failed) {
        Problem problem = switch (failed.failure().code()) {
            case OUTCOME_UNKNOWN ->
                Problem.of(ProblemCode.OUTCOME_UNKNOWN, "The store did not answer in time: it may have been done");
            case BROKER_UNAVAILABLE ->
                Problem.of(ProblemCode.BROKER_UNAVAILABLE, "The event broker does not answer: try again");
            case STORE_UNAVAILABLE,
                    LINK_UNAVAILABLE,
                    LAUNCHER_UNAVAILABLE,
                    FORBIDDEN,
                    INVALID_SPEC,
                    NAMESPACE_GONE,
                    NAME_COLLISION,
                    IMAGE_UNAVAILABLE,
                    UNSCHEDULABLE,
                    QUOTA,
                    ASSET_MISSING,
                    ASSET_DAMAGED,
                    INVALID_CONFIG -> Problem.of(ProblemCode.STORE_UNAVAILABLE, "The store does not answer: try again");
        };
        return problem.retryIn(SOON);
    }
}
