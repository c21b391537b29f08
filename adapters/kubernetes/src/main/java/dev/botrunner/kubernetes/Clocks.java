package dev.botrunner.kubernetes;

import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Terms;
import java.time.Duration;

/**
 * The clocks of an object. All that has to do with leaving follows from the one good-bye: a pod is killed only after its
 * runner had its good-bye and the time to say so, and the cluster ends an object only after the session had to be over
 * by its own clocks.
 */
record Clocks(Terms terms) {

    /** How long what is left of a finished Job can still be looked at. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /** Past its own clocks by so much, a session has ended in the ledger. */
    private static final Duration SPARE = Duration.ofSeconds(60);

    /** From SIGTERM to SIGKILL. */
    long terminationGraceSeconds() {
        return terminationGraceSeconds(terms.goodBye());
    }

    static long terminationGraceSeconds(Duration goodBye) {
        return roundedUp(goodBye.plus(Lifecycle.ENDING_MARGIN));
    }

    /** From the object's start until the cluster ends it, whatever anybody says. */
    long activeDeadlineSeconds() {
        return roundedUp(terms.startDeadline()
                .plus(terms.maxDuration())
                .plus(terms.goodBye())
                .plus(SPARE));
    }

    static long secondsKept() {
        return KEPT.toSeconds();
    }

    private static long roundedUp(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
