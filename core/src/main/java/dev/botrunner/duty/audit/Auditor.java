package dev.botrunner.duty.audit;

import dev.botrunner.publish.Capability;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.EventTransport;
import dev.botrunner.publish.Position;
import dev.botrunner.publish.Scope;
import dev.botrunner.publish.Slice;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.OutboxEntry;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.StoreAudit.Standing;
import dev.botrunner.queue.StoreAudit.Standings;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the invariants I1 to I13 over records, indexes, outbox, events and processes, while everybody goes on working.
 * What changes meanwhile is looked at once more before it is called a breach. It changes nothing. For one thread; a store
 * or broker that fails is a {@link dev.botrunner.session.DependencyException}.
 */
public final class Auditor {

    private static final int RECORDS_EACH = 200;
    private static final int EVENTS_EACH = 500;
    private static final int OUTBOX = 10_000;
    private static final Set<Stage> WITH_RUNNER = EnumSet.of(Stage.RUNNING, Stage.JOINED, Stage.ENDING);

    private final Store store;
    private final EventTransport events;
    private final Caps caps;
    private final Secrets secrets;
    private final Duration patience;
    private final Duration lostAfter;
    private final Map<SessionId, SessionHead> heads = new HashMap<>();
    private final Map<String, Collection<String>> canaries = new HashMap<>();
    private final Findings findings = new Findings();

    /** Of servers that say nothing of their own about how long a runner may be silent. */
    public Auditor(Store store, EventTransport events, Caps caps, Secrets secrets, Duration patience) {
        this(store, events, caps, secrets, patience, Lifecycle.standard().lostAfter());
    }

    /**
     * @param patience how late a date may be acted upon: as long as an outage has just lasted, and some seconds
     * @param lostAfter how long a runner may be silent, by the servers' settings
     */
    public Auditor(
            Store store, EventTransport events, Caps caps, Secrets secrets, Duration patience, Duration lostAfter) {
        this.store = store;
        this.events = events;
        this.caps = caps;
        this.secrets = secrets;
        this.patience = patience;
        this.lostAfter = lostAfter;
    }

    /**
     * Looks at everything once.
     *
     * @param processes those of this machine, or of as many as can be seen
     */
    public AuditReport run(Collection<RunningProcess> processes) throws InterruptedException {
        return run(processes, PresentObjects.NONE);
    }

    /** Looks at the objects of a cluster, too. */
    public AuditReport run(Collection<RunningProcess> processes, PresentObjects objects) throws InterruptedException {
        records();
        store.audit()
                .strays()
                .forEach(stray -> findings.breach(
                        Invariant.I2, stray.place(), stray.member() + " leads to no record that stands there"));
        Set<String> waiting = outbox();
        if (events.capabilities().contains(Capability.REPLAY)) {
            EventAudit log = log();
            ends(log, waiting);
            accepted(log);
            findings.note("I13 is looked at in the log: that a server was paused or cut off leaves nothing there");
        } else {
            findings.note(
                    "The broker keeps no events: order, numbers, ends and losses of the past cannot be looked at");
        }
        Instant now = store.ledger().time();
        new ProcessAudit(findings, now)
                .look(processes, id -> store.ledger().find(id).head());
        var ofObjects = new ObjectAudit(findings, now);
        ofObjects.look(objects, id -> store.ledger().find(id).head());
        ofObjects.lookAtPods(objects, uid -> store.ledger().claimedBy(uid).flatMap(Seen::head));
        unseen(processes, objects);
        return findings.report();
    }

    private void records() {
        var each = new RecordAudit(findings, patience);
        var counts = new CapAudit(caps);
        Optional<SessionId> after = Optional.empty();
        int unreadable = 0;
        do {
            Standings page = store.audit().standings(after, RECORDS_EACH);
            Instant now = store.ledger().time();
            for (Standing standing : page.records()) {
                SessionHead head = standing.head();
                heads.put(head.id(), head);
                findings.check(
                        Invariant.I2,
                        standing.faults().isEmpty(),
                        head.id().value(),
                        head.stage() + ": " + String.join("; ", standing.faults()));
                each.look(head, now);
                counts.look(head);
                secret(head);
            }
            unreadable += page.unreadable();
            after = page.next();
        } while (after.isPresent());
        counts.conclude(findings);
        if (unreadable > 0) {
            findings.note(unreadable + " records cannot be read: were they written by a newer server?");
        }
    }

    private void secret(SessionHead head) {
        if (head.hasEnded()) {
            return;
        }
        Collection<String> values =
                store.ledger().spec(head.id()).map(secrets::of).orElse(List.of());
        canaries.put(head.id().value(), values);
        for (String value : values) {
            findings.check(
                    Invariant.I12,
                    !head.toString().contains(value),
                    head.id().value(),
                    "a secret stands in clear in its record");
        }
    }

    /** Which sessions have events that no broker has yet. */
    private Set<String> outbox() throws InterruptedException {
        Set<String> subjects = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        List<OutboxEntry> entries = store.outbox().next(OUTBOX, Duration.ZERO);
        for (OutboxEntry entry : entries) {
            Envelope event = entry.envelope();
            subjects.add(event.subject());
            Long before = last.put(event.source() + " " + event.epoch(), event.sequence());
            findings.check(
                    Invariant.I9,
                    before == null || event.sequence() == before + 1 || entries.size() == OUTBOX,
                    event.subject(),
                    "in the outbox " + event.sequence() + " comes after " + before);
        }
        if (!entries.isEmpty()) {
            findings.note(entries.size() + (entries.size() == OUTBOX ? " or more" : "")
                    + " events wait in the outbox for their broker");
        }
        return subjects;
    }

    private EventAudit log() {
        var audit = new EventAudit(findings, canaries, lostAfter);
        Position from = Position.START;
        while (true) {
            Slice slice = events.read(new Scope.All(), from, EVENTS_EACH);
            slice.events().forEach(entry -> audit.look(entry.envelope()));
            if (slice.atEnd() || slice.next().equals(from)) {
                return audit;
            }
            from = slice.next();
        }
    }

    /** I3, I4: what runs elsewhere is not looked at, and that is said. */
    private void unseen(Collection<RunningProcess> processes, PresentObjects objects) {
        Set<SessionId> here = processes.stream().map(RunningProcess::session).collect(Collectors.toSet());
        objects.ofSessions().forEach(object -> here.add(object.session()));
        long elsewhere = heads.values().stream()
                .filter(head -> WITH_RUNNER.contains(head.stage()) && !here.contains(head.id()))
                .filter(head -> head.pod().filter(objects.waiting()::contains).isEmpty())
                .count();
        if (elsewhere > 0) {
            findings.note(elsewhere
                    + " sessions have runners that cannot be seen from here, on other machines, in pods that no launcher "
                    + "made, or of other users: of them I3 and I4 were not looked at");
        }
    }

    /** I8, I9: who has ended was told of, once and in the same words. */
    private void ends(EventAudit log, Set<String> waiting) {
        heads.forEach((id, head) -> {
            if (!(head.state() instanceof dev.botrunner.session.SessionState.Ended(var end))
                    || waiting.contains(id.value())
                    || !log.since().filter(since -> since.isBefore(end.at())).isPresent()) {
                return;
            }
            var told = log.of(id.value()).flatMap(life -> life.end);
            findings.check(
                    Invariant.I9,
                    told.isPresent(),
                    id.value(),
                    "ended at " + end.at() + ", and no bot.session.end was told");
            told.ifPresent(text -> findings.check(
                    Invariant.I8,
                    text.textAt("outcome").equals(Optional.of(end.outcome().word()))
                            && text.textAt("reason").equals(Optional.of(end.reason())),
                    id.value(),
                    "its record says " + end.outcome().word() + "/" + end.reason() + ", its end event something else"));
        });
    }

    /** I1: whoever was told of has a record, until it is too old. */
    private void accepted(EventAudit log) {
        log.lives().forEach((session, life) -> {
            SessionId id = new SessionId(session);
            findings.looked(Invariant.I1);
            if (heads.containsKey(id) || life.end.isPresent()) {
                return;
            }
            Seen seen = store.ledger().find(id);
            if (seen.head().isPresent()) {
                return;
            }
            if (seen.epoch().equals(life.epoch)) {
                findings.breach(Invariant.I1, session, "was accepted, has not ended, and has no record");
            } else {
                findings.forgotten(session);
            }
        });
    }
}
