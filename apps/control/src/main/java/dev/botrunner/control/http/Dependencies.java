package dev.botrunner.control.http;

import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told when something behind this server fails, and what the log is told: once a second, not for each request. */
final class Dependencies {

    private static final Logger LOG = LoggerFactory.getLogger(Dependencies.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong told = new AtomicLong(System.nanoTime() - SECOND);
    private final AtomicLong untold = new AtomicLong();

    Problem problem(Endpoint endpoint, DependencyException failed) {
        long before = told.get();
        long now = System.nanoTime();
        if (now - before >= SECOND && told.compareAndSet(before, now)) {
            LOG.atWarn()
                    .addKeyValue("route", endpoint.template())
                    .addKeyValue("code", failed.failure().code())
                    .addKeyValue("detail", failed.failure().detail())
                    .addKeyValue("others", untold.getAndSet(0))
                    .log("A dependency failed");
        } else {
            untold.incrementAndGet();
        }
        return problem(failed);
    }

    private static Problem problem(DependencyException failed) {
        Problem problem = switch (failed.failure().code()) {
            case OUTCOME_UNKNOWN ->
                Problem.of(ProblemCode.OUTCOME_UNKNOWN, "The store did not answer in time: it may have been done");
            case BROKER_UNAVAILABLE ->
                Problem.of(ProblemCode.BROKER_UNAVAILABLE, "The event broker does not answer: try again");
            case STORE_UNAVAILABLE,
                    LINK_UNAVAILABLE,
                    LAUNCHER_UNAVAILABLE,
                    ROOM_UNAVAILABLE,
                    FORBIDDEN,
                    INVALID_SPEC,
                    NAMESPACE_GONE,
                    NAME_COLLISION,
                    IMAGE_UNAVAILABLE,
                    UNSCHEDULABLE,
                    QUOTA,
                    EVICTED,
                    ASSET_MISSING,
                    ASSET_DAMAGED,
                    INVALID_CONFIG -> Problem.of(ProblemCode.STORE_UNAVAILABLE, "The store does not answer: try again");
        };
        return problem.retryIn(SOON);
    }
}
