package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Json;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The pods that wait for sessions in one namespace. A crash in here loses nothing: the next list shows what there is. */
final class WaitingPods implements PoolPods {

    /** What is wrong with a profile or with rights is not mended within seconds. */
    private static final Duration MENDED_AFTER = Duration.ofSeconds(60);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final LauncherProvider.Options options;
    private final RandomGenerator random = new SecureRandom();

    WaitingPods(Cluster cluster, LauncherProvider.Options options) {
        this.cluster = cluster;
        this.options = options;
    }

    /** Where two launchers have a namespace of one name in two clusters, nothing of either is taken for a leftover. */
    @Override
    public String place() {
        return cluster.namespace();
    }

    @Override
    public Set<BotName> bots() throws InterruptedException {
        return listed(Marks.waitingSelector()).stream()
                .flatMap(pod -> ref(pod).stream())
                .map(LaunchRef.Waiting::bot)
                .collect(Collectors.toSet());
    }

    @Override
    public List<PoolPod> of(BotName bot) throws InterruptedException {
        String template = template(bot);
        return listed(Marks.waitingSelector(bot)).stream()
                .map(pod -> described(bot, pod, template))
                .toList();
    }

    /** Those that nobody has told to go. */
    List<LaunchRef> present() throws InterruptedException {
        return listed(Marks.waitingSelector()).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .<LaunchRef>flatMap(pod -> ref(pod).stream())
                .toList();
    }

    @Override
    public Created create(BotName bot) throws InterruptedException {
        try {
            Json.Obj pod = WaitingPod.of(bot, options.shapes().apply(bot), options.linkUrl(), random);
            cluster.create(ObjectKind.POD.path(cluster.namespace()), pod);
            return new Created.Done();
        } catch (IllegalArgumentException faultyProfile) {
            return new Created.NotNow(String.valueOf(faultyProfile.getMessage()), MENDED_AFTER);
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            return refused(ApiFailures.of(failed, new SplittableRandom()));
        }
    }

    /** One whose answer got lost is seen in the next list: its name is nobody else's. */
    private static Created refused(ApiFailures.Meaning meaning) {
        return switch (meaning) {
            case ApiFailures.Meaning.Unknown _, ApiFailures.Meaning.Exists _, ApiFailures.Meaning.Soon _ ->
                new Created.NotNow("the cluster did not say whether it has created a pod", SOON);
            case ApiFailures.Meaning.Later(var failure, var delay) -> new Created.NotNow(failure.detail(), delay);
            case ApiFailures.Meaning.Throttled(var failure, var delay) -> new Created.NotNow(failure.detail(), delay);
            case ApiFailures.Meaning.Bounded(var failure, var delay) -> new Created.NotNow(failure.detail(), delay);
            case ApiFailures.Meaning.Never(var failure) -> new Created.NotNow(failure.detail(), MENDED_AFTER);
            case ApiFailures.Meaning.Down(var failure) -> throw new DependencyException(failure);
        };
    }

    @Override
    public void delete(PoolPod pod, Duration grace) throws InterruptedException {
        delete(pod.name(), pod.uid(), grace);
    }

    /** Ends the one of that uid, where it is there. */
    void delete(LaunchRef.Waiting ref, Duration grace) throws InterruptedException {
        for (Pod pod : listed(Marks.waitingSelector(ref.bot()))) {
            if (pod.getMetadata().getUid().equals(ref.uid())) {
                delete(pod.getMetadata().getName(), ref.uid(), grace);
            }
        }
    }

    private void delete(String name, String uid, Duration grace) throws InterruptedException {
        try {
            String path = ObjectKind.POD.path(cluster.namespace()) + "/" + name;
            cluster.delete(path, uid, Optional.of(grace.toSeconds()));
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            throw new DependencyException(ApiFailures.unavailable("Deleting a waiting pod", failed), failed);
        }
    }

    private List<Pod> listed(Map<String, String> labels) throws InterruptedException {
        try {
            return cluster.client()
                    .pods()
                    .inNamespace(cluster.namespace())
                    .withLabels(labels)
                    .list()
                    .getItems();
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            throw new DependencyException(ApiFailures.unavailable("Listing waiting pods", failed), failed);
        }
    }

    /** Of a faulty profile no pod is a current one, and none is replaced. */
    private String template(BotName bot) {
        try {
            return WaitingPod.template(bot, options.shapes().apply(bot), options.linkUrl());
        } catch (IllegalArgumentException faultyProfile) {
            return "";
        }
    }

    static Optional<LaunchRef.Waiting> ref(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map(labels -> labels.get(Marks.BOT))
                .flatMap(Marks::botNamed)
                .map(bot -> new LaunchRef.Waiting(bot, pod.getMetadata().getUid()));
    }

    private static PoolPod described(BotName bot, Pod pod, String template) {
        var metadata = pod.getMetadata();
        boolean current =
                template.isEmpty() || template.equals(metadata.getLabels().get(Marks.TEMPLATE));
        Stage stage = stage(pod);
        return new PoolPod(bot, metadata.getName(), metadata.getUid(), stage, current, since(pod, stage));
    }

    private static Stage stage(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Stage.LEAVING;
        }
        return switch (PodSight.of(pod)) {
            case Sighting.Waiting _ -> PodSight.lacksItsImage(pod) ? Stage.LACKING : Stage.STARTING;
            case Sighting.Started _ -> Stage.WAITING;
            case Sighting.Leaving _ -> Stage.LEAVING;
            case Sighting.Exited(var status, var _) -> status.code() == 0 ? Stage.DONE : Stage.FAILED;
            case Sighting.Failed _, Sighting.Gone _ -> Stage.FAILED;
        };
    }

    private static Instant since(Pod pod, Stage stage) {
        Optional<ContainerState> state = PodSight.runner(pod);
        Optional<String> at = switch (stage) {
            case STARTING, LACKING -> Optional.empty();
            case WAITING -> state.map(ContainerState::getRunning).map(ContainerStateRunning::getStartedAt);
            case LEAVING -> Optional.ofNullable(pod.getMetadata().getDeletionTimestamp());
            case DONE, FAILED -> state.map(ContainerState::getTerminated).map(ContainerStateTerminated::getFinishedAt);
        };
        return at.or(() -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp()))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
