package dev.botrunner.launch;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Sighting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that what runs is what the ledger wants, on the replica that holds the lease: enters what the launchers'
 * watches see, and stops objects whose record is over or at a later attempt. Every thirty seconds it compares all
 * objects with all records, which also mends what a watch, a wake-up or a crash has swallowed.
 */
public final class ObjectDuty implements Loop {

    private static final Duration COMPARES_EVERY = Duration.ofSeconds(30);
    private static final int INBOX = 4_096;
    private static final int BATCH = 128;

    private final SessionLedger ledger;
    private final Clerk clerk;
    private final Lifecycle rules;
    private final PodWatch pods;
    private final Launchers launchers;
    private final LeaseHolder lease;
    private final Ticker ticker;
    private final Duration wait;

    private final KnownObjects known = new KnownObjects();
    private final BlockingQueue<Note> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Deque<Note> first = new ArrayDeque<>();
    private final Map<Launcher, Subscription> watches = new HashMap<>();
    private final Map<String, LaunchedObject> suspects = new LinkedHashMap<>();
    private final Set<String> strays = new HashSet<>();
    private Optional<Subscription> changes = Optional.empty();
    private Optional<Comparison> comparison = Optional.empty();
    private long comparedAt;
    private boolean compared;
    private volatile boolean missed;
    private volatile int orphans;

    /** Something to look at. */
    private sealed interface Note {
        record Saw(LaunchedObject object, Sighting sighting) implements Note {}

        record SawPod(LaunchRef.Waiting pod, Sighting sighting) implements Note {}

        record Judge(Launcher launcher, LaunchRef.Waiting pod) implements Note {}

        record Changed(SessionId session) implements Note {}

        record Missing(LaunchRef.ForSession ref) implements Note {}
    }

    /**
     * @param lease of {@code OBJECTS}
     * @param wait how long a step waits for something to look at when there is nothing
     */
    public ObjectDuty(
            SessionLedger ledger,
            Lifecycle rules,
            Launchers launchers,
            LeaseHolder lease,
            Ticker ticker,
            Duration wait) {
        this.ledger = ledger;
        this.clerk = new Clerk(ledger);
        this.rules = rules;
        this.pods = new PodWatch(ledger, rules, launchers);
        this.launchers = launchers;
        this.lease = lease;
        this.ticker = ticker;
        this.wait = wait;
    }

    @Override
    public String name() {
        return "objects";
    }

    /** Objects that no record knows of, as the latest comparison found them; 0 where another replica compares. */
    public int orphans() {
        return orphans;
    }

    @Override
    public Did step() throws InterruptedException {
        if (!lease.holds()) {
            letGo();
            return Did.NOTHING;
        }
        lookOut();
        boolean entered = enterNotes();
        boolean more = judgeAndCompare();
        return entered || more ? Did.WORK : Did.NOTHING;
    }

    /** An object that cannot be stopped must not keep us from seeing what else is there. */
    private boolean judgeAndCompare() throws InterruptedException {
        boolean judged = false;
        boolean comparing = false;
        try {
            judged = judgeSuspects();
        } finally {
            comparing = compare();
        }
        return judged || comparing;
    }

    private void letGo() {
        watches.values().forEach(Subscription::close);
        watches.clear();
        changes.ifPresent(Subscription::close);
        changes = Optional.empty();
        comparison = Optional.empty();
        first.clear();
        compared = false;
        inbox.clear();
        suspects.clear();
        strays.clear();
        orphans = 0;
        known.clear();
        pods.clear();
    }

    /** Watches every launcher and the ledger. What did not fit into the inbox is seen again by watching anew. */
    private void lookOut() {
        if (missed) {
            missed = false;
            compared = false;
            watches.values().forEach(Subscription::close);
            watches.clear();
        }
        if (changes.isEmpty()) {
            changes = Optional.of(ledger.changes(this::changed));
        }
        for (Launcher launcher : launchers.all()) {
            if (!watches.containsKey(launcher)) {
                watches.put(launcher, launcher.watch(report -> saw(launcher, report)));
            }
        }
    }

    private void changed(SessionId session) {
        if (known.has(session) || pods.minds(session)) {
            note(new Note.Changed(session));
        }
    }

    private void saw(Launcher launcher, Observation report) {
        switch (report.ref()) {
            case LaunchRef.ForSession ref -> note(new Note.Saw(new LaunchedObject(launcher, ref), report.sighting()));
            case LaunchRef.Waiting pod -> note(new Note.SawPod(pod, report.sighting()));
        }
    }

    private void note(Note note) {
        if (!inbox.offer(note)) {
            missed = true;
        }
    }

    private boolean enterNotes() throws InterruptedException {
        boolean idle = suspects.isEmpty() && comparison.isEmpty() && compared;
        int done = 0;
        while (done < BATCH && lease.holds()) {
            Optional<Note> note = first.isEmpty() ? poll(idle && done == 0) : Optional.of(first.remove());
            if (note.isEmpty()) {
                break;
            }
            enter(note.get());
            done++;
        }
        return done > 0;
    }

    private Optional<Note> poll(boolean mayWait) throws InterruptedException {
        return Optional.ofNullable(mayWait ? inbox.poll(wait.toNanos(), TimeUnit.NANOSECONDS) : inbox.poll());
    }

    private void enter(Note note) throws InterruptedException {
        try {
            switch (note) {
                case Note.SawPod(LaunchRef.Waiting pod, Sighting sighting) -> pods.saw(pod, sighting);
                case Note.Judge(Launcher launcher, LaunchRef.Waiting pod) -> pods.judge(launcher, pod);
                case Note.Changed(SessionId session) -> {
                    known.of(session).forEach(this::suspect);
                    pods.changed(session);
                }
                case Note.Saw(LaunchedObject object, Sighting sighting) -> saw(object, sighting);
                case Note.Missing(LaunchRef.ForSession ref) -> enter(ref, new Sighting.Gone());
            }
        } catch (DependencyException e) {
            if (!(note instanceof Note.Judge
                    || note instanceof Note.Changed)) { // the next comparison brings them again
                first.addFirst(note);
            }
            throw e;
        }
    }

    private void saw(LaunchedObject object, Sighting sighting) {
        boolean gone = sighting instanceof Sighting.Gone;
        // Known before the record is read: a change from then on is told to us.
        if (gone) {
            known.remove(object);
        } else {
            known.add(object);
        }
        if (enter(object.ref(), sighting) instanceof Entered.Refused && !gone) {
            suspect(object);
        }
    }

    private Entered enter(LaunchRef.ForSession ref, Sighting sighting) {
        return clerk.enter(ref.session(), seen -> rules.observed(seen, ref.attempt(), ref.uid(), sighting));
    }

    private void suspect(LaunchedObject object) {
        suspects.put(object.ref().uid(), object);
    }

    /** One that cannot be stopped now goes behind the others, and is judged anew. */
    private boolean judgeSuspects() throws InterruptedException {
        int done = 0;
        while (!suspects.isEmpty() && done < BATCH && lease.holds()) {
            LaunchedObject object = suspects.values().iterator().next();
            suspects.remove(object.ref().uid());
            suspect(object);
            judge(object);
            suspects.remove(object.ref().uid());
            done++;
        }
        if (done > 0 && suspects.isEmpty()) {
            orphans = strays.size();
        }
        return done > 0;
    }

    private void judge(LaunchedObject object) throws InterruptedException {
        Seen seen = ledger.find(object.ref().session());
        if (seen.head().isEmpty()) {
            strays.add(object.ref().uid());
        }
        if (object.mustGo(seen)) {
            Duration grace = seen.head().map(head -> head.terms().goodBye()).orElse(Duration.ZERO);
            object.launcher().stop(object.ref(), grace);
        }
    }

    private boolean compare() throws InterruptedException {
        if (comparison.isEmpty()) {
            if (compared && ticker.since(comparedAt).compareTo(COMPARES_EVERY) < 0) {
                return false;
            }
            comparison = Optional.of(new Comparison(ledger, launchers, known.all(), pods.present()));
        }
        if (!lease.holds() || comparison.get().goOn()) {
            return true;
        }
        settle(comparison.get());
        comparison = Optional.empty();
        comparedAt = ticker.nanos();
        compared = true;
        return true;
    }

    private void settle(Comparison done) {
        strays.clear();
        done.missing().forEach(ref -> first.add(new Note.Missing(ref)));
        done.vanished().forEach(known::remove);
        done.present().forEach(known::add);
        done.present().forEach(this::suspect);
        if (suspects.isEmpty()) {
            orphans = 0;
        }
        pods.compared(done.waiting().keySet());
        done.waiting().forEach((pod, launcher) -> first.add(new Note.Judge(launcher, pod)));
    }
}
