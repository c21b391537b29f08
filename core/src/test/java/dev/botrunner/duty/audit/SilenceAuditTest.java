package dev.botrunner.duty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import dev.botrunner.session.LifecycleEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceAuditTest {

    private final Findings findings = new Findings();
    private final SilenceAudit audit = new SilenceAudit(findings, Duration.ofSeconds(45));

    @Test
    void whoIsLostAfterAWholeSilenceIsNoBreach() {
        told("s1", 0, LifecycleEvent.JOINED, Json.Obj.EMPTY);
        told("s1", 60, LifecycleEvent.END, Losses.LOST);
        assertThat(findings.report().breaches()).isEmpty();
        assertThat(findings.report().looked()).containsEntry(Invariant.I13, 1L);
    }

    @Test
    void whoIsLostRightAfterItsRunnersWordIsABreach() {
        told("s1", 0, LifecycleEvent.JOINED, Json.Obj.EMPTY);
        told("s1", 10, LifecycleEvent.END, Losses.LOST);
        assertBreach();
    }

    @Test
    void whoIsLostSoonAfterTheStoreWasAnotherOneIsABreach() {
        told("s1", 0, LifecycleEvent.JOINED, Json.Obj.EMPTY);
        told("s1", 60, LifecycleEvent.PROGRESS, Json.Obj.EMPTY);
        told("s2", 80, LifecycleEvent.END, Losses.LOST);
        assertBreach();
    }

    @Test
    void whoIsLostLongAfterTheStoreWasAnotherOneIsNoBreach() {
        told("s1", 0, LifecycleEvent.JOINED, Json.Obj.EMPTY);
        told("s2", 60, LifecycleEvent.END, Losses.LOST);
        assertThat(findings.report().breaches()).isEmpty();
    }

    @Test
    void aClaimThatLapsesSoonAfterTheStoreWasAnotherOneIsABreach() {
        told("s1", 0, LifecycleEvent.STARTING, Json.Obj.EMPTY);
        told("s2", 31, LifecycleEvent.QUEUED, Losses.LAPSED);
        assertBreach();
    }

    private void told(String epoch, long second, String type, Json.Obj data) {
        audit.look(Losses.event(epoch, second, 1, type, data), data);
    }

    private void assertBreach() {
        assertThat(findings.report().breaches()).extracting(Breach::invariant).containsExactly(Invariant.I13);
    }
}
