package dev.botrunner.duty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Room;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Sighting;
import dev.botrunner.session.Step;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ObjectAuditTest {

    private static final Lifecycle RULES = Lifecycle.standard();
    private static final SessionId ID = new SessionId("01k0000000000000000000000a");
    private static final Instant START = Instant.parse("2026-11-23T21:00:00.123Z");

    private final Findings findings = new Findings();

    @Test
    void theObjectOfTheAttemptThatASessionIsAtIsNoBreach() {
        look(launched(), 0, object(1, "one"));
        assertThat(findings.report().breaches()).isEmpty();
        assertThat(findings.report().looked()).containsEntry(Invariant.I3, 1L).containsEntry(Invariant.I4, 1L);
    }

    @Test
    void twoObjectsOfOneAttemptAreABreach() {
        look(launched(), 0, object(1, "one"), object(1, "other"));
        assertBreach(Invariant.I4);
    }

    @Test
    void oneObjectThatTwoLaunchersSeeIsNoBreach() {
        look(launched(), 0, object(1, "one"), object(1, "one"));
        assertThat(findings.report().breaches()).isEmpty();
    }

    @Test
    void aPodOfAPoolThatOutlivesTheStopOfItsSessionIsABreach() {
        SessionHead stopped = then(launched(), RULES::stopAsked);
        var objects = new PresentObjects(List.of(), Set.of("pod-1"), List.of());
        new ObjectAudit(findings, START.plusSeconds(10)).lookAtPods(objects, _ -> Optional.of(stopped));
        assertThat(findings.report().breaches()).isEmpty();
        new ObjectAudit(findings, START.plusSeconds(100)).lookAtPods(objects, _ -> Optional.of(stopped));
        assertBreach(Invariant.I11);
    }

    @Test
    void anObjectOfAnEarlierAttemptIsABreachOnceItHadTimeToGo() {
        SessionHead next = then(
                launched(),
                seen -> RULES.observed(seen, 1, "one", new Sighting.Exited(ExitStatus.code(1), Optional.empty())));
        look(next, 10, object(1, "one"));
        assertThat(findings.report().breaches()).isEmpty();
        look(next, 100, object(1, "one"));
        assertBreach(Invariant.I3);
    }

    @Test
    void anObjectThatOutlivesAStopIsABreach() {
        SessionHead stopped = then(launched(), RULES::stopAsked);
        look(stopped, 10, object(1, "one"));
        assertThat(findings.report().breaches()).isEmpty();
        look(stopped, 100, object(1, "one"));
        assertBreach(Invariant.I11);
    }

    @Test
    void anObjectWithoutARecordAndWhatCannotBeListedAreSaid() {
        var objects = new PresentObjects(List.of(object(1, "one")), Set.of(), List.of("no rights"));
        new ObjectAudit(findings, START).look(objects, _ -> Optional.empty());
        assertThat(findings.report().breaches()).isEmpty();
        assertThat(findings.report().notes()).hasSize(2).contains("no rights");
    }

    private static PresentObjects.OfSession object(int attempt, String uid) {
        return new PresentObjects.OfSession(ID, attempt, uid);
    }

    private void look(SessionHead head, long second, PresentObjects.OfSession... there) {
        new ObjectAudit(findings, START.plusSeconds(second))
                .look(new PresentObjects(List.of(there), Set.of(), List.of()), _ -> Optional.of(head));
    }

    private void assertBreach(Invariant which) {
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(which);
    }

    private static SessionHead launched() {
        var room = new Room("https://meet.example/a", "https://meet.example/a");
        var about = new About(Tenant.DEFAULT, new BotName("echo"), room, Map.of(), START, 5);
        var terms = new Terms(3, Duration.ofSeconds(60), Duration.ofHours(2), Duration.ofSeconds(20), OnCrash.END);
        SessionHead queued = next(RULES.accepted(Seen.absent(ID, START, "s1"), about, terms));
        var launcher = new Claimant(new Instance("dispatcher"), Claimant.Kind.LAUNCHER);
        return then(then(queued, seen -> RULES.claimed(seen, launcher)), seen -> RULES.created(seen, 1, "one"));
    }

    private static SessionHead then(SessionHead head, Function<Seen, Verdict> report) {
        return next(report.apply(new Seen(ID, Optional.of(head), 1, START, "s1")));
    }

    private static SessionHead next(Verdict verdict) {
        return ((Step) verdict).next();
    }
}
