package dev.botrunner.launch;

import dev.botrunner.session.Outcome;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState.Ended;
import java.time.Duration;

/** An object made for a session's attempt, with the launcher that made it. */
record LaunchedObject(Launcher launcher, LaunchRef.ForSession ref) {

    /** How long a runner that has finished may take to go by itself, beyond its good-bye. */
    private static final Duration GOES_WITHIN = Duration.ofSeconds(30);

    /**
     * Whether its record says that it must go: at once when the session was stopped, expired or lost, or is at a later
     * attempt; when it has finished, after it had time to go by itself. A record that is not there, or knows less than
     * the object, proves nothing: a store may forget.
     */
    boolean mustGo(Seen seen) {
        if (seen.head().isEmpty()) {
            return false;
        }
        SessionHead head = seen.head().get();
        return head.state() instanceof Ended(SessionEnd end)
                ? hasHadItsTime(seen, head, end)
                : ref.attempt() < head.progress().attempt();
    }

    static boolean hasHadItsTime(Seen seen, SessionHead head, SessionEnd end) {
        Outcome outcome = end.outcome();
        return switch (outcome) {
            case STOPPED, EXPIRED, LOST -> true;
            case COMPLETED, FAILED -> {
                var until = end.at().plus(head.terms().goodBye()).plus(GOES_WITHIN);
                yield !until.isAfter(seen.time());
            }
        };
    }
}
