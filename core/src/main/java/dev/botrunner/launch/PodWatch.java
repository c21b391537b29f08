package dev.botrunner.launch;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Sighting;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees to pods that were waiting, as {@link ObjectDuty} sees to objects: which session one of them has, the ledger knows.
 * One without a session belongs to its pool.
 */
final class PodWatch {

    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle rules;

    PodWatch(SessionLedger ledger, Clerk clerk, Lifecycle rules) {
        this.ledger = ledger;
        this.clerk = clerk;
        this.rules = rules;
    }

    /** A pod that waits or starts says nothing of a session: it was running before it had one. */
    void saw(LaunchRef.Waiting pod, Sighting sighting) {
        boolean matters = switch (sighting) {
            case Sighting.Exited _, Sighting.Failed _, Sighting.Gone _ -> true;
            case Sighting.Waiting _, Sighting.Started _ -> false;
        };
        if (matters) {
            ledger.claimedBy(pod.uid())
                    .ifPresent(seen -> clerk.enter(seen, now -> rules.observedPod(now, pod.uid(), sighting)));
        }
    }

    /** Ends one whose session is over and has had its time, or which somebody else runs by now. */
    void judge(Launcher launcher, LaunchRef.Waiting pod) throws InterruptedException {
        Optional<Seen> seen = ledger.claimedBy(pod.uid());
        if (seen.isPresent() && mustGo(seen.get(), pod)) {
            Duration grace =
                    seen.get().head().map(head -> head.terms().goodBye()).orElse(Duration.ZERO);
            launcher.stop(pod, grace);
        }
    }

    /** A record that knows less than the pod proves nothing: a store may forget. */
    private static boolean mustGo(Seen seen, LaunchRef.Waiting pod) {
        return seen.head()
                .filter(head -> isOver(seen, head) || isAnothers(head, pod))
                .isPresent();
    }

    private static boolean isOver(Seen seen, SessionHead head) {
        return head.state() instanceof SessionState.Ended(var end) && LaunchedObject.hasHadItsTime(seen, head, end);
    }

    private static boolean isAnothers(SessionHead head, LaunchRef.Waiting pod) {
        return head.state()
                .liveRunner()
                .filter(runner -> runner.object().filter(pod.uid()::equals).isEmpty()
                        && runner.instance().pod().filter(pod.uid()::equals).isEmpty())
                .isPresent();
    }
}
