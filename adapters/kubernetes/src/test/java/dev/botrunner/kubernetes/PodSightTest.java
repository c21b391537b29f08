package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Json;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class PodSightTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static final Json.Obj NAMED = Json.obj().put("name", "bot").build();

    private static Sighting seen(Json.Obj status) {
        return seen(NAMED, status);
    }

    private static Sighting seen(Json.Obj metadata, Json.Obj status) {
        var pod = Json.obj()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("metadata", metadata)
                .put("status", status)
                .build();
        return PodSight.of(JSON.unmarshal(pod.text(), Pod.class));
    }

    private static ErrorCode failure(Json.Obj status) {
        return ((Sighting.Failed) seen(status)).failure().code();
    }

    private static Phase phase(Json.Obj status) {
        return ((Sighting.Waiting) seen(status)).phase();
    }

    private static Sighting.Exited exit(Json.Obj status) {
        return (Sighting.Exited) seen(status);
    }

    @Test
    void itsPhasesGoFromCreatedToStarted() {
        assertThat(phase(Json.Obj.EMPTY)).isEqualTo(Phase.CREATED);
        assertThat(phase(PodStatuses.unscheduled())).isEqualTo(Phase.CREATED);
        assertThat(phase(PodStatuses.scheduled())).isEqualTo(Phase.SCHEDULED);
        assertThat(phase(PodStatuses.waiting("ContainerCreating", ""))).isEqualTo(Phase.PULLING);
        assertThat(seen(PodStatuses.running())).isInstanceOf(Sighting.Started.class);
    }

    @Test
    void aPodThatIsBeingDeletedFailsBeforeItRunsAndLeavesWhileItRuns() {
        Json.Obj deleted = Json.obj()
                .put("name", "bot")
                .put("deletionTimestamp", "2026-01-01T00:00:00Z")
                .build();
        var before = (Sighting.Failed) seen(deleted, PodStatuses.waiting("ContainerCreating", ""));
        assertThat(before.failure().code()).isEqualTo(ErrorCode.EVICTED);
        assertThat(seen(deleted, PodStatuses.running())).isInstanceOf(Sighting.Leaving.class);
        assertThat(seen(deleted, PodStatuses.exited(0, ""))).isInstanceOf(Sighting.Exited.class);
    }

    @Test
    void whatKeepsItFromBeingScheduledIsTold() {
        assertThat(((Sighting.Waiting) seen(PodStatuses.unscheduled())).detail())
                .contains("Unschedulable: 0/3 nodes are available");
    }

    @Test
    void aMissingImageIsTriedAgainByTheKubeletAndABrokenNameIsNot() {
        assertThat(phase(PodStatuses.waiting("ErrImagePull", "not found"))).isEqualTo(Phase.PULLING);
        assertThat(failure(PodStatuses.waiting("InvalidImageName", "bad"))).isEqualTo(ErrorCode.IMAGE_UNAVAILABLE);
        assertThat(failure(PodStatuses.waiting("CreateContainerConfigError", "secret not found")))
                .isEqualTo(ErrorCode.INVALID_SPEC);
    }

    @Test
    void exitCodesAreToldAsTheyAre() {
        assertThat(exit(PodStatuses.exited(0, "")).status().code()).isZero();
        assertThat(exit(PodStatuses.exited(20, "Error")).status().code()).isEqualTo(20);
        assertThat(exit(PodStatuses.exited(137, "Error")).status().signal()).hasValue(9);
        assertThat(exit(PodStatuses.exited(137, "OOMKilled")).status().outOfMemory())
                .isTrue();
        assertThat(failure(PodStatuses.exited(128, "StartError"))).isEqualTo(ErrorCode.INVALID_CONFIG);
    }

    @Test
    void anEvictionIsToldApartFromACrashByItsCondition() {
        assertThat(failure(PodStatuses.disrupted(PodStatuses.exited(137, "Error"))))
                .isEqualTo(ErrorCode.EVICTED);
        assertThat(failure(PodStatuses.disrupted(PodStatuses.exited(143, "Error"))))
                .isEqualTo(ErrorCode.EVICTED);
        assertThat(exit(PodStatuses.disrupted(PodStatuses.exited(0, "")))
                        .status()
                        .code())
                .isZero();
        assertThat(exit(PodStatuses.disrupted(PodStatuses.exited(1, "Error")))
                        .status()
                        .code())
                .isEqualTo(1);
    }

    @Test
    void whatTheNodeRefusedNeverRan() {
        assertThat(failure(PodStatuses.rejected("OutOfcpu", "Node didn't have enough resource: cpu")))
                .isEqualTo(ErrorCode.UNSCHEDULABLE);
        assertThat(failure(PodStatuses.rejected("Evicted", "The node was low on resource: memory")))
                .isEqualTo(ErrorCode.EVICTED);
    }
}
