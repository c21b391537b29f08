package dev.botrunner.launch;

import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Sighting;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Sees to pods that were waiting, as {@link ObjectDuty} sees to objects: which session one of them has, the ledger knows.
 * One without a session belongs to its pool.
 */
final class PodWatch {

    /** So many of those that have gone are remembered: a claim may be entered for one that is there no more. */
    private static final int REMEMBERED = 1_000;

    /** So many sessions are remembered whose changes do not matter here. */
    private static final int MOST_STRANGERS = 20_000;

    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle rules;
    private final Launchers launchers;
    private final SequencedSet<String> gone = new LinkedHashSet<>();

    private Set<String> present = Set.of();

    /**
     * Sessions of bots without a pool: each is looked at once between two comparisons. Changed by one loop, asked by any
     * thread.
     */
    private final Set<SessionId> strangers = ConcurrentHashMap.newKeySet();

    /** Which pod was seen to act for a session: its record does not say any more once it has ended. */
    private final Map<SessionId, String> acting = new HashMap<>();

    PodWatch(SessionLedger ledger, Lifecycle rules, Launchers launchers) {
        this.ledger = ledger;
        this.clerk = new Clerk(ledger);
        this.rules = rules;
        this.launchers = launchers;
    }

    /** A pod that waits or starts says nothing of a session: it was running before it had one. */
    void saw(LaunchRef.Waiting pod, Sighting sighting) {
        boolean matters = switch (sighting) {
            case Sighting.Leaving _, Sighting.Exited _, Sighting.Failed _, Sighting.Gone _ -> true;
            case Sighting.Waiting _, Sighting.Started _ -> false;
        };
        if (matters) {
            gone.addLast(pod.uid());
            if (gone.size() > REMEMBERED) {
                gone.removeFirst();
            }
            ledger.claimedBy(pod.uid())
                    .ifPresent(seen -> clerk.enter(seen, now -> rules.observedPod(now, pod.uid(), sighting)));
        }
    }

    /**
     * A record has changed: where a pod acts for it that has gone, nobody will redeem; where it has ended so that its pod
     * must go at once, the pod is stopped.
     */
    void changed(SessionId session) throws InterruptedException {
        if (strangers.contains(session)) {
            return;
        }
        Seen seen = ledger.find(session);
        Optional<String> pod = seen.head().flatMap(SessionHead::pod);
        boolean hasNoPool = seen.head()
                .filter(head -> !launchers.isPooled(head.about().bot()))
                .isPresent();
        if (hasNoPool && pod.isEmpty()) {
            remember(session);
        }
        if (pod.isPresent()) {
            acting.put(session, pod.get());
            if (gone.contains(pod.get()) && seen.head().get().state() instanceof SessionState.Starting) {
                clerk.enter(seen, now -> rules.observedPod(now, pod.get(), new Sighting.Gone()));
            }
            return;
        }
        Optional<String> last = Optional.ofNullable(acting.remove(session));
        if (last.isPresent()
                && seen.head().isPresent()
                && isOver(seen, seen.head().get())) {
            stop(seen.head().get(), last.get());
        }
    }

    /** Whether a change of this session's record can matter to a pod. */
    boolean minds(SessionId session) {
        return launchers.keepPods() && !strangers.contains(session);
    }

    private void remember(SessionId session) {
        if (strangers.size() >= MOST_STRANGERS) {
            strangers.clear();
        }
        strangers.add(session);
    }

    private void stop(SessionHead head, String uid) throws InterruptedException {
        var pod = new LaunchRef.Waiting(head.about().bot(), uid);
        for (Launcher launcher : launchers.all()) {
            launcher.stop(pod, head.terms().goodBye());
        }
    }

    /** These are there. What is known of others is of no use any more. */
    void compared(Set<LaunchRef.Waiting> there) {
        present = there.stream().map(LaunchRef.Waiting::uid).collect(Collectors.toSet());
        acting.values().retainAll(present);
        // A bot may have a pool by now.
        strangers.clear();
    }

    /** The pods of pools that were there lately. */
    Set<String> present() {
        return present;
    }

    void clear() {
        present = Set.of();
        gone.clear();
        strangers.clear();
        acting.clear();
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
