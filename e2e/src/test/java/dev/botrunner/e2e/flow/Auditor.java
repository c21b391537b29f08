package dev.botrunner.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.publish.Envelope;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.Store;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.Outcome;
import dev.botrunner.session.Reason;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at everything at once, past all faults, after each step: the invariants I1 to I13 of the launch life cycle. */
final class Auditor {

    private static final Query ALL =
            new Query(Optional.empty(), Set.of(), Set.of(), Map.of(), Optional.empty(), Optional.empty(), 500);

    private final World world;
    private final Store store;
    private final Set<SessionId> accepted = new HashSet<>();
    private final Map<SessionId, SessionEnd> ends = new HashMap<>();
    private final Map<SessionId, Integer> entered = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Map<SessionId, Envelope> endEvents = new HashMap<>();
    private boolean forgot;

    Auditor(World world, Store store) {
        this.world = world;
        this.store = store;
    }

    /** A client was told that this session is accepted. */
    void accepted(SessionId id) {
        accepted.add(id);
    }

    /** I5: by default a session's bot is visible once, ever; and never without the record's word that it is. */
    void entered(SimRunner runner) {
        assertThat(head(runner.session()).filter(head -> head.timeline().has("joined", runner.attempt())))
                .as("I5: joined is written before %s becomes visible", runner)
                .isPresent();
        int times = entered.merge(runner.session(), 1, Integer::sum);
        assertThat(times)
                .as("I5: bots of one session that became visible, %s", runner)
                .isLessThanOrEqualTo(runner.mayBeRelaunched() ? 4 : 1);
    }

    /** The store has lost everything: what was accepted before may be gone, and its callers are told so by a 404. */
    void storeForgot() {
        forgot = true;
        accepted.clear();
        ends.clear();
    }

    /** The transport's tail: numbers never come twice, the end comes once. True: it comes for the first time. */
    boolean published(Envelope envelope) {
        String number = envelope.source() + " " + envelope.epoch() + " " + envelope.sequence();
        String before = numbers.putIfAbsent(number, envelope.id());
        assertThat(before == null || before.equals(envelope.id()))
                .as("I9: two events of one number, %s", number)
                .isTrue();
        assertThat(envelope.data().text()).as("I12").doesNotContain(World.CANARY);
        if (envelope.type().equals(LifecycleEvent.END)) {
            Envelope first = endEvents.putIfAbsent(new SessionId(envelope.subject()), envelope);
            assertThat(first == null || first.id().equals(envelope.id()))
                    .as("I9: one end event, %s", envelope)
                    .isTrue();
        }
        return before == null;
    }

    void check() {
        List<SessionHead> heads = heads();
        heads.forEach(this::checkHead);
        checkAccepted(heads);
        checkPlaces(heads);
        checkRunners();
        checkObjects();
        checkStandings();
    }

    /** I2: each index says of a record what the record says. */
    private void checkStandings() {
        store.audit()
                .standings(Optional.empty(), 500)
                .records()
                .forEach(it -> assertThat(it.faults())
                        .as("I2: %s, %s", it.head().id(), it.head().stage())
                        .isEmpty());
    }

    private void checkHead(SessionHead head) {
        assertThat(head.date().isPresent()).as("I7: a date for %s", head.id()).isEqualTo(!head.hasEnded());
        int tries = head.progress().attempt() - head.progress().budgetFrom() + 1;
        assertThat(tries).as("I6").isLessThanOrEqualTo(head.terms().attempts());
        assertThat(head.toString()).as("I12").doesNotContain(World.CANARY);
        if (head.state() instanceof SessionState.Queued) {
            assertThat(store.ledger().spec(head.id()))
                    .as("a spec to launch %s by", head.id())
                    .isPresent();
        }
        if (head.state() instanceof SessionState.Ended(SessionEnd end)) {
            SessionEnd before = ends.putIfAbsent(head.id(), end);
            assertThat(before == null || before.equals(end))
                    .as("I8: one end of %s", head.id())
                    .isTrue();
            if (before == null && end.reason().equals(Reason.NO_HEARTBEAT.word())) {
                checkLost(head);
            } else if (before == null && end.outcome() == Outcome.FAILED) {
                checkFailed(head);
            }
        } else {
            assertThat(ends).as("I8: ended stays ended").doesNotContainKey(head.id());
        }
    }

    /** I8: a session does not fail by what somebody tells of another process than its runner's. */
    private void checkFailed(SessionHead head) {
        assertThat(world.runners().stream()
                        .filter(runner -> runner.session().equals(head.id()) && runner.holdsASession())
                        .filter(runner -> runner.attempt() == head.progress().attempt() && !forgot)
                        .toList())
                .as("I8: %s ended as %s, and its runner lives", head.id(), head.state())
                .isEmpty();
    }

    /** I13: nobody is lost who was heard lately, and silence counts from when we could hear. */
    private void checkLost(SessionHead head) {
        assertThat(Duration.between(world.deafUntil(), world.now()))
                .as("I13: %s was lost right after nobody could be heard", head.id())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(45));
        world.runners().stream()
                .filter(runner -> runner.session().equals(head.id()) && runner.holdsASession())
                .filter(runner -> runner.attempt() == head.progress().attempt())
                .forEach(runner -> assertThat(Duration.between(runner.lastHeard(), world.now()))
                        .as("I13: %s was lost", runner)
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(20)));
    }

    /** I1: accepted is remembered. */
    private void checkAccepted(List<SessionHead> heads) {
        Set<SessionId> known = new HashSet<>();
        heads.forEach(head -> known.add(head.id()));
        accepted.forEach(id -> assertThat(known).as("I1").contains(id));
    }

    /** I2 and I10: what the queue counts is what the records say, and no more than the caps allow. */
    private void checkPlaces(List<SessionHead> heads) {
        int queued = 0;
        int active = 0;
        for (SessionHead head : heads) {
            if (head.state() instanceof SessionState.Queued) {
                queued++;
            } else if (head.isActive()) {
                active++;
            }
        }
        QueueDepth depth = store.queue().depth();
        assertThat(depth.rows().stream().mapToInt(QueueDepth.Row::queued).sum())
                .as("I2: queued")
                .isEqualTo(queued);
        assertThat(depth.rows().stream().mapToInt(QueueDepth.Row::inFlight).sum())
                .as("I2: in flight")
                .isEqualTo(active);
        if (!forgot) {
            assertThat(active).as("I10").isLessThanOrEqualTo(World.CAP);
        }
    }

    /** I4: one object for each session and attempt, and none without a record. */
    private void checkObjects() {
        Set<String> names = new HashSet<>();
        for (LaunchRef object : world.cluster().present()) {
            var ref = (LaunchRef.ForSession) object;
            assertThat(names.add(ref.session() + "-" + ref.attempt()))
                    .as("I4: %s", ref)
                    .isTrue();
            assertThat(forgot || head(ref.session()).isPresent())
                    .as("I4: %s", ref)
                    .isTrue();
        }
    }

    /** I3: of one session and attempt, one runner holds it; and no two are visible but for frozen ones. */
    private void checkRunners() {
        Map<String, Integer> holders = new HashMap<>();
        Map<SessionId, List<SimRunner>> visible = new HashMap<>();
        for (SimRunner runner : world.runners()) {
            if (runner.holdsASession()) {
                int same = holders.merge(runner.session() + "/" + runner.attempt(), 1, Integer::sum);
                assertThat(same).as("I3: holders of %s", runner).isEqualTo(1);
            }
            if (runner.isVisible() && !runner.wasFrozen()) {
                visible.computeIfAbsent(runner.session(), _ -> new ArrayList<>())
                        .add(runner);
            }
        }
        visible.values().forEach(runners -> assertThat(runners).as("I5").hasSize(1));
    }

    /** Whether nothing is left to do. */
    boolean isOver() {
        return heads().stream().allMatch(head -> head.hasEnded() && endEvents.containsKey(head.id()))
                && world.cluster().present().isEmpty()
                && world.runners().stream().allMatch(runner -> runner.exit().isPresent());
    }

    /** Once all faults are over and time has gone by, nothing is left open. */
    void checkOver() {
        for (SessionHead head : heads()) {
            assertThat(head.hasEnded()).as("%s is %s", head.id(), head.stage()).isTrue();
            assertThat(endEvents).as("I9: told of").containsKey(head.id());
        }
        assertThat(world.cluster().present()).as("I11: objects left").isEmpty();
        assertThat(world.runners().stream().filter(r -> r.exit().isEmpty()).toList())
                .as("runners left")
                .isEmpty();
        checkNumbers();
        assertThat(store.audit().strays()).as("I2: strays").isEmpty();
    }

    /** I9: without gaps. */
    private void checkNumbers() {
        Map<String, Long> highest = new HashMap<>();
        Map<String, Long> count = new HashMap<>();
        numbers.keySet().forEach(number -> {
            int last = number.lastIndexOf(' ');
            String source = number.substring(0, last);
            highest.merge(source, Long.parseLong(number.substring(last + 1)), Math::max);
            count.merge(source, 1L, Long::sum);
        });
        if (!forgot) {
            assertThat(count).as("I9: gapless").isEqualTo(highest);
        }
    }

    Optional<SessionHead> head(SessionId id) {
        return store.ledger().find(id).head();
    }

    List<SessionHead> heads() {
        Page page = store.ledger().page(ALL);
        return page.sessions();
    }
}
