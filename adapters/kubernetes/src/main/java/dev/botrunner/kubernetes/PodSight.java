package dev.botrunner.kubernetes;

import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** What a pod's status says about the runner in it. Exit codes alone tell neither eviction nor lack of memory: conditions and reasons do. */
final class PodSight {

    private static final Set<String> BROKEN_IMAGE = Set.of("InvalidImageName", "ErrImageNeverPull");
    private static final String PAUSE_BETWEEN_PULLS = "ImagePullBackOff";
    private static final Set<String> MISSING_IMAGE = Set.of("ErrImagePull", PAUSE_BETWEEN_PULLS, "RegistryUnavailable");
    private static final Set<String> BROKEN_CONTAINER = Set.of("CreateContainerConfigError", "CreateContainerError");
    private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private PodSight() {}

    /** Whether its image could not be had this time; the kubelet tries again. */
    static boolean lacksItsImage(Pod pod) {
        return missingImage(pod).isPresent();
    }

    /** Whether a try to get its image has just failed; not while the kubelet only waits until it tries again. */
    static boolean failedToPull(Pod pod) {
        return missingImage(pod)
                .filter(reason -> !reason.equals(PAUSE_BETWEEN_PULLS))
                .isPresent();
    }

    private static Optional<String> missingImage(Pod pod) {
        return waiting(status(pod))
                .map(ContainerStateWaiting::getReason)
                .filter(MISSING_IMAGE::contains)
                .findFirst();
    }

    static Sighting of(Pod pod) {
        PodStatus status = status(pod);
        Optional<ContainerState> runner = runner(status);
        Optional<ContainerStateTerminated> terminated = runner.map(ContainerState::getTerminated);
        if (terminated.isPresent()) {
            return left(status, terminated.get());
        }
        if ("Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase())) {
            return neverRan(status);
        }
        if (runner.map(ContainerState::getRunning).isPresent()) {
            return isDeleted(pod) ? new Sighting.Leaving() : new Sighting.Started();
        }
        if (isDeleted(pod)) {
            // A runner that starts now has not heard of it: nothing must be given to it.
            return new Sighting.Failed(
                    new Failure(ErrorCode.EVICTED, "The pod is being deleted, and its runner had not started"));
        }
        return broken(status).orElseGet(() -> waiting(status, runner.isPresent()));
    }

    private static boolean isDeleted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** The state of the container that the runner is in. */
    static Optional<ContainerState> runner(Pod pod) {
        return runner(status(pod));
    }

    private static Sighting waiting(PodStatus status, boolean kubeletHasIt) {
        Optional<PodCondition> scheduled = condition(status, "PodScheduled");
        if (scheduled.filter(PodSight::isTrue).isPresent()) {
            Optional<String> why = waiting(status)
                    .filter(waiting -> MISSING_IMAGE.contains(waiting.getReason()))
                    .findFirst()
                    .map(waiting -> words(waiting.getReason(), waiting.getMessage()));
            return new Sighting.Waiting(kubeletHasIt ? Phase.PULLING : Phase.SCHEDULED, why);
        }
        return new Sighting.Waiting(
                Phase.CREATED, scheduled.map(condition -> words(condition.getReason(), condition.getMessage())));
    }

    /** What the kubelet tries for ever and will not mend by trying. */
    private static Optional<Sighting> broken(PodStatus status) {
        return waiting(status)
                .filter(waiting ->
                        BROKEN_IMAGE.contains(waiting.getReason()) || BROKEN_CONTAINER.contains(waiting.getReason()))
                .findFirst()
                .map(waiting -> new Sighting.Failed(new Failure(
                        BROKEN_IMAGE.contains(waiting.getReason())
                                ? ErrorCode.IMAGE_UNAVAILABLE
                                : ErrorCode.INVALID_SPEC,
                        words(waiting.getReason(), waiting.getMessage()))));
    }

    private static Sighting left(PodStatus status, ContainerStateTerminated how) {
        int code = how.getExitCode() == null ? KILLED : how.getExitCode();
        boolean memory = "OOMKilled".equals(how.getReason());
        if (NOT_STARTED.contains(how.getReason())) {
            return new Sighting.Failed(new Failure(
                    ErrorCode.INVALID_CONFIG,
                    "The program was not started: " + words(how.getReason(), how.getMessage())));
        }
        boolean killed = code == KILLED || code == TERMINATED;
        if (!memory && killed && isDisrupted(status)) {
            return new Sighting.Failed(new Failure(
                    ErrorCode.EVICTED,
                    "The pod was ended from outside, exit code " + code + ": " + whyDisrupted(status)));
        }
        Optional<String> why = code == 0 ? Optional.empty() : Optional.of(words(how.getReason(), how.getMessage()));
        return new Sighting.Exited(new ExitStatus(code, signal(how, code), memory), why);
    }

    private static OptionalInt signal(ContainerStateTerminated how, int code) {
        if (how.getSignal() != null && how.getSignal() > 0) {
            return OptionalInt.of(how.getSignal());
        }
        return code == KILLED ? OptionalInt.of(KILLED - 128) : OptionalInt.empty();
    }

    private static Sighting neverRan(PodStatus status) {
        if ("Succeeded".equals(status.getPhase())) {
            return new Sighting.Exited(ExitStatus.code(0), Optional.empty());
        }
        String why = words(status.getReason(), status.getMessage());
        String reason = String.valueOf(status.getReason());
        boolean refused = reason.startsWith("OutOf")
                || reason.equals("NodeAffinity")
                || reason.equals("UnexpectedAdmissionError");
        return new Sighting.Failed(
                refused
                        ? new Failure(ErrorCode.UNSCHEDULABLE, "The node refused the pod: " + why)
                        : new Failure(
                                ErrorCode.EVICTED,
                                "The pod was ended before its runner was: " + why + whyDisrupted(status)));
    }

    private static boolean isDisrupted(PodStatus status) {
        return condition(status, "DisruptionTarget").filter(PodSight::isTrue).isPresent()
                || "Evicted".equals(status.getReason());
    }

    private static String whyDisrupted(PodStatus status) {
        return condition(status, "DisruptionTarget")
                .map(condition -> words(condition.getReason(), condition.getMessage()))
                .orElse("");
    }

    private static Stream<ContainerStateWaiting> waiting(PodStatus status) {
        return Stream.concat(
                        orNone(status.getInitContainerStatuses()).stream(),
                        orNone(status.getContainerStatuses()).stream())
                .flatMap(container -> Stream.ofNullable(container.getState()))
                .flatMap(state -> Stream.ofNullable(state.getWaiting()))
                .filter(waiting -> waiting.getReason() != null);
    }

    private static Optional<ContainerState> runner(PodStatus status) {
        return orNone(status.getContainerStatuses()).stream()
                .filter(container -> Marks.CONTAINER.equals(container.getName()))
                .flatMap(container -> Stream.ofNullable(container.getState()))
                .findFirst();
    }

    private static Optional<PodCondition> condition(PodStatus status, String type) {
        return orNone(status.getConditions()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static boolean isTrue(PodCondition condition) {
        return "True".equals(condition.getStatus());
    }

    private static PodStatus status(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    }

    private static <E> List<E> orNone(@org.jspecify.annotations.Nullable List<E> list) {
        return list == null ? List.of() : list;
    }

    static String words(
            @org.jspecify.annotations.Nullable String reason, @org.jspecify.annotations.Nullable String message) {
        String first = reason == null ? "" : reason;
        String second = message == null ? "" : message;
        return first.isEmpty() || second.isEmpty() ? first + second : first + ": " + second;
    }
}
