package dev.botrunner.duty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Envelopes;
import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventAuditTest {

    private static final SessionId ID = Envelopes.SESSION;

    private final Findings findings = new Findings();
    private final EventAudit audit =
            new EventAudit(findings, Map.of(ID.value(), List.of("hello 3")), Duration.ofSeconds(45));

    @Test
    void aWholeLifeIsClean() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING, LifecycleEvent.JOINED);
        audit.look(lived(4, LifecycleEvent.JOINED));
        audit.look(lived(5, LifecycleEvent.END));
        assertThat(findings.report().breaches()).isEmpty();
        assertThat(findings.report().looked()).containsEntry(Invariant.I9, 5L);
    }

    @Test
    void aNumberThatIsMissingIsABreachOfALifeAndANoteOfARunner() {
        audit.look(lived(1, LifecycleEvent.QUEUED));
        audit.look(lived(3, LifecycleEvent.STARTING));
        audit.look(Envelopes.said(ID, 1));
        audit.look(Envelopes.said(ID, 4));
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I9);
        assertThat(findings.report().notes()).hasSize(1);
    }

    @Test
    void whatComesAfterTheEndIsABreach() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.END, LifecycleEvent.STARTING);
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I8);
    }

    @Test
    void aStateThatCannotFollowIsABreach() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.JOINED);
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I11);
    }

    @Test
    void anAttemptThatBeganTwiceIsABreach() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING, LifecycleEvent.QUEUED);
        audit.look(lived(5, LifecycleEvent.STARTING));
        audit.look(lived(6, LifecycleEvent.RUNNING));
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I3);
    }

    @Test
    void aSecretInAnEventIsABreach() {
        audit.look(Envelopes.said(ID, 3));
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I12);
    }

    @Test
    void aLogThatBeginsInTheMiddleOfALifeSaysNothingOfWhatWasBefore() {
        audit.look(lived(7, LifecycleEvent.JOINED));
        audit.look(lived(8, LifecycleEvent.END));
        assertThat(findings.report().breaches()).isEmpty();
    }

    @Test
    void whatRunsOnceMoreInAnotherEpochIsCounted() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING, LifecycleEvent.JOINED);
        audit.look(Losses.event("s2", 2, 1, LifecycleEvent.STARTING, Json.Obj.EMPTY));
        audit.look(Losses.event("s2", 3, 2, LifecycleEvent.RUNNING, Json.Obj.EMPTY));
        assertThat(findings.report().breaches()).isEmpty();
        assertThat(findings.report().repeated()).containsExactly(ID.value());
    }

    @Test
    void whatWasNeverInItsRoomBeforeIsNotCounted() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING);
        audit.look(Losses.event("s2", 2, 1, LifecycleEvent.RUNNING, Json.Obj.EMPTY));
        assertThat(findings.report().repeated()).isEmpty();
    }

    @Test
    void aRunnerThatWasTakenBackHasNotRunTwice() {
        life(LifecycleEvent.QUEUED, LifecycleEvent.STARTING, LifecycleEvent.RUNNING, LifecycleEvent.JOINED);
        audit.look(Losses.event(
                "s2",
                1,
                1,
                LifecycleEvent.RUNNING,
                Json.obj().put("readopted", true).build()));
        assertThat(findings.report().repeated()).isEmpty();
    }

    private void life(String... types) {
        for (int i = 0; i < types.length; i++) {
            audit.look(lived(i + 1, types[i]));
        }
    }

    private static Envelope lived(long number, String type) {
        return Envelopes.lived(ID, number, type);
    }
}
