package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns what is seen of Jobs and pods into what is told of launched objects: each thing once, and nothing but that it is
 * gone once it was told how it ended. Confined to one thread.
 */
final class Sightings {

    /** The kubelet tries again by itself, and a registry may be away for a moment. */
    private static final int IMAGE_TRIES = 3;

    private final Explaining reports;
    private final Function<ObjectName, List<Pod>> podsOf;
    private final Map<String, Sighting> told = new HashMap<>();
    private final Map<String, Integer> imageFaults = new HashMap<>();

    /** Whose last try to get the image is counted already, however often the same is heard of it. */
    private final Set<String> lastPullFailed = new HashSet<>();

    private final Set<String> jobs = new HashSet<>();

    /** @param podsOf asks the cluster for the pods of an object */
    Sightings(Explaining reports, Function<ObjectName, List<Pod>> podsOf) {
        this.reports = reports;
        this.podsOf = podsOf;
    }

    void job(Job job) {
        ref(job, job.getMetadata().getUid()).ifPresent(ref -> {
            jobs.add(ref.uid());
            tell(ref, new Sighting.Waiting(Phase.CREATED, Optional.empty()));
            if (!isOver(ref)) {
                finished(job).ifPresent(condition -> finished(ref, condition));
            }
        });
    }

    /** A Job's own word comes after that of its pod, unless the pod is gone. */
    private void finished(LaunchRef.ForSession ref, JobCondition condition) {
        podsOf.apply(new ObjectName(ref.session(), ref.attempt())).forEach(this::podOfJob);
        if (!isOver(ref)) {
            String why = PodSight.words(condition.getReason(), condition.getMessage());
            tell(
                    ref,
                    condition.getType().equals("Complete")
                            ? new Sighting.Exited(ExitStatus.code(0), Optional.empty())
                            : new Sighting.Failed(
                                    new Failure(ErrorCode.EVICTED, "The Job has no pod any more: " + why)));
        }
    }

    void podOfJob(Pod pod) {
        jobOf(pod).ifPresent(ref -> pod(ref, pod));
    }

    /** Says nothing: its Job will. Pods of Jobs that are gone are forgotten. */
    void podOfJobGone(Pod pod) {
        jobOf(pod).map(LaunchRef::uid).filter(uid -> !jobs.contains(uid)).ifPresent(this::forget);
    }

    private static Optional<LaunchRef.ForSession> jobOf(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .findFirst()
                .flatMap(uid -> ref(pod, uid));
    }

    void barePod(Pod pod) {
        ref(pod, pod.getMetadata().getUid()).ifPresent(ref -> pod(ref, pod));
    }

    void barePodGone(Pod pod) {
        Sighting last = PodSight.of(pod);
        if (last instanceof Sighting.Exited || last instanceof Sighting.Failed) {
            barePod(pod);
        }
        gone(pod);
    }

    void gone(HasMetadata object) {
        ref(object, object.getMetadata().getUid()).ifPresent(ref -> {
            jobs.remove(ref.uid());
            forget(ref.uid());
            reports.tell(ref, new Sighting.Gone());
        });
    }

    private void forget(String uid) {
        told.remove(uid);
        imageFaults.remove(uid);
        lastPullFailed.remove(uid);
    }

    private void pod(LaunchRef.ForSession ref, Pod pod) {
        if (isOver(ref)) {
            return;
        }
        Sighting sighting = hasNoTryLeft(ref.uid(), pod)
                ? new Sighting.Failed(new Failure(ErrorCode.IMAGE_UNAVAILABLE, "The image cannot be pulled"))
                : PodSight.of(pod);
        if (isNews(ref, sighting)) {
            reports.tell(ref, pod, sighting);
        }
    }

    /** A try counts when its failure comes up, not whenever the pod is written or listed with it. */
    private boolean hasNoTryLeft(String uid, Pod pod) {
        if (!PodSight.failedToPull(pod)) {
            lastPullFailed.remove(uid);
            return false;
        }
        return lastPullFailed.add(uid) && imageFaults.merge(uid, 1, Integer::sum) >= IMAGE_TRIES;
    }

    private void tell(LaunchRef.ForSession ref, Sighting sighting) {
        if (isNews(ref, sighting)) {
            reports.tell(ref, sighting);
        }
    }

    /** And is none from now on. */
    private boolean isNews(LaunchRef.ForSession ref, Sighting sighting) {
        Sighting before = told.get(ref.uid());
        boolean news = before == null || (!before.equals(sighting) && !isBehind(sighting, before));
        if (news) {
            told.put(ref.uid(), sighting);
        }
        return news;
    }

    /** Jobs and pods are watched apart: a Job may be heard of after its pod. */
    private static boolean isBehind(Sighting sighting, Sighting before) {
        return switch (before) {
            case Sighting.Waiting(Phase reached, var _) ->
                sighting instanceof Sighting.Waiting(Phase phase, var _) && phase.compareTo(reached) < 0;
            case Sighting.Started _ -> sighting instanceof Sighting.Waiting;
            case Sighting.Leaving _ -> sighting instanceof Sighting.Waiting || sighting instanceof Sighting.Started;
            case Sighting.Exited _, Sighting.Failed _, Sighting.Gone _ -> true;
        };
    }

    private boolean isOver(LaunchRef.ForSession ref) {
        Sighting before = told.get(ref.uid());
        return before instanceof Sighting.Exited || before instanceof Sighting.Failed;
    }

    private static Optional<JobCondition> finished(Job job) {
        if (job.getStatus() == null || job.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> "Complete".equals(condition.getType()) || "Failed".equals(condition.getType()))
                .findFirst();
    }

    static Optional<LaunchRef.ForSession> ref(HasMetadata object, String uid) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return Optional.ofNullable(labels)
                .flatMap(Marks::nameOf)
                .map(name -> new LaunchRef.ForSession(name.session(), name.attempt(), uid));
    }
}
