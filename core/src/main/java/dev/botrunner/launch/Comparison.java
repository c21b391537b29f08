package dev.botrunner.launch;

import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One comparison of what the launchers have with what the ledger has, a piece at a time. First the ledger is read, then
 * the launchers: an object that a record knew of before the list was made, and that is not in it, is gone.
 */
final class Comparison {

    private static final int PAGE = 256;
    private static final Set<Stage> LIVE = Set.of(Stage.STARTING, Stage.RUNNING, Stage.JOINED);

    private final SessionLedger ledger;
    private final Launchers launchers;
    private final Queue<Launcher> toList;
    private final Map<String, LaunchRef.ForSession> recorded = new HashMap<>();
    private final Set<LaunchedObject> before;
    private final Set<String> pooled;
    private final Set<LaunchedObject> present = new LinkedHashSet<>();
    private final Map<LaunchRef.Waiting, Launcher> waiting = new LinkedHashMap<>();
    private Optional<SessionId> after = Optional.empty();
    private boolean ledgerRead;

    /**
     * @param before the objects that were known before any list was made
     * @param pooled the uids of the pods of pools that were there lately: of those that an autoscaler makes no list says
     *     that they are gone
     */
    Comparison(SessionLedger ledger, Launchers launchers, Set<LaunchedObject> before, Set<String> pooled) {
        this.ledger = ledger;
        this.launchers = launchers;
        this.before = before;
        this.pooled = pooled;
        this.toList = new ArrayDeque<>(launchers.all());
    }

    /** Does the next piece; true while there is more to do. A launcher that fails is asked again. */
    boolean goOn() throws InterruptedException {
        if (!ledgerRead) {
            readLedger();
            return true;
        }
        Launcher next = toList.peek();
        if (next != null) {
            list(next);
            toList.remove();
        }
        return !toList.isEmpty();
    }

    /** What there is. */
    Set<LaunchedObject> present() {
        return present;
    }

    /** The pods of pools, with a session or without. */
    Map<LaunchRef.Waiting, Launcher> waiting() {
        return waiting;
    }

    /** What was known to be there and is not. */
    Set<LaunchedObject> vanished() {
        var vanished = new LinkedHashSet<>(before);
        vanished.removeAll(present);
        return vanished;
    }

    /** Objects that records know of and that are not there. */
    List<LaunchRef.ForSession> missing() {
        var missing = new HashMap<>(recorded);
        present.forEach(object -> missing.remove(object.ref().uid()));
        waiting.keySet().forEach(pod -> missing.remove(pod.uid()));
        return List.copyOf(missing.values());
    }

    private void readLedger() {
        Page page = ledger.page(new Query(Optional.empty(), LIVE, Set.of(), Map.of(), Optional.empty(), after, PAGE));
        for (SessionHead head : page.sessions()) {
            head.state()
                    .object()
                    .filter(_ -> isListed(head)
                            && head.pod().filter(pod -> !pooled.contains(pod)).isEmpty())
                    .ifPresent(uid -> recorded.put(
                            uid,
                            new LaunchRef.ForSession(head.id(), head.progress().attempt(), uid)));
        }
        after = page.next();
        ledgerRead = after.isEmpty();
    }

    /** Nothing is known of the objects of a launcher that could not be opened. */
    private boolean isListed(SessionHead head) {
        return launchers.of(head.about().bot()).filter(toList::contains).isPresent();
    }

    private void list(Launcher launcher) throws InterruptedException {
        for (LaunchRef ref : launcher.present()) {
            switch (ref) {
                case LaunchRef.ForSession forSession -> present.add(new LaunchedObject(launcher, forSession));
                case LaunchRef.Waiting pod -> waiting.put(pod, launcher);
            }
        }
    }
}
