package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Json;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes a Job or a bare Pod for each session. A crash in here loses nothing: the next who launches finds the object. */
final class ObjectLauncher implements Launcher {

    /** An object that is being deleted for longer than it may take is not waited for. */
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private static final int MOST_TRIES = 5;

    private final ObjectKind kind;
    private final Cluster cluster;
    private final LauncherProvider.Options options;
    private final Observing observing;
    private final PoolPods leftovers;

    ObjectLauncher(ObjectKind kind, Cluster cluster, LauncherProvider.Options options) {
        this.kind = kind;
        this.cluster = cluster;
        this.options = options;
        this.observing = new Observing(kind, cluster, options.ticker());
        this.leftovers = new WaitingPods(cluster, options);
    }

    /** Whether the cluster answers, and lets us look. */
    void tryOut() {
        observing.present();
    }

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) throws InterruptedException {
        var launch = new Launch(session, spec, options.shapes().apply(spec.bot()), options.linkUrl());
        Json.Obj object;
        try {
            object = Manifests.of(kind, launch);
        } catch (IllegalArgumentException faultyProfile) {
            var failure = new Failure(ErrorCode.INVALID_SPEC, String.valueOf(faultyProfile.getMessage()));
            return new Launched.Refused(failure, new Retry.Never());
        }
        try {
            return new Launched.Created(ref(launch.name(), cluster.create(kind.path(cluster.namespace()), object)));
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            return failed(launch, ApiFailures.of(failed, new SplittableRandom()));
        }
    }

    private Launched failed(Launch launch, ApiFailures.Meaning meaning) throws InterruptedException {
        return switch (meaning) {
            case ApiFailures.Meaning.Unknown _, ApiFailures.Meaning.Exists _ -> found(launch);
            case ApiFailures.Meaning.Soon _ -> new Launched.Unknown();
            case ApiFailures.Meaning.Later(Failure failure, Duration delay) ->
                new Launched.Refused(failure, new Retry.SameAttemptAfter(delay));
            case ApiFailures.Meaning.Throttled(Failure failure, Duration delay) ->
                new Launched.Throttled(failure, delay);
            case ApiFailures.Meaning.Bounded(Failure failure, Duration delay) ->
                new Launched.Refused(
                        failure, tries(launch) < MOST_TRIES ? new Retry.SameAttemptAfter(delay) : new Retry.Never());
            case ApiFailures.Meaning.Never(Failure failure) -> new Launched.Refused(failure, new Retry.Never());
            case ApiFailures.Meaning.Down(Failure failure) -> throw new DependencyException(failure);
        };
    }

    /** How often this attempt was claimed: the record knows, whoever launched it. */
    private static long tries(Launch launch) {
        return launch.head().timeline().entries().stream()
                .filter(entry -> entry.attempt() == launch.name().attempt()
                        && entry.phase().equals("claimed"))
                .count();
    }

    private Launched found(Launch launch) throws InterruptedException {
        Optional<Json.Obj> there;
        try {
            there = cluster.find(kind.path(cluster.namespace(), launch.name()));
        } catch (KubernetesClientException unanswered) {
            Interrupts.check();
            return new Launched.Unknown();
        }
        return there.map(object -> adopted(launch, object)).orElseGet(Launched.Unknown::new);
    }

    private Launched adopted(Launch launch, Json.Obj object) {
        if (!Marks.areOf(labels(object), launch.name())) {
            var failure = new Failure(
                    ErrorCode.NAME_COLLISION,
                    "There is a " + kind.word() + " " + launch.name().value() + " in namespace " + cluster.namespace()
                            + " that is not ours: expected nobody else to use such names; remove it");
            return new Launched.Refused(failure, new Retry.Never());
        }
        Optional<Instant> deletion = object.objAt("metadata")
                .flatMap(metadata -> metadata.textAt("deletionTimestamp"))
                .map(Instant::parse);
        if (deletion.isEmpty()) {
            return new Launched.AlreadyThere(ref(launch.name(), object));
        }
        boolean overdue = deletion.get().plus(OVERDUE).isBefore(options.ticker().now());
        var failure = new Failure(ErrorCode.EVICTED, "The attempt's object is being deleted and does not go");
        return overdue ? new Launched.Refused(failure, new Retry.NextAttempt()) : new Launched.Unknown();
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) throws InterruptedException {
        if (!(ref instanceof LaunchRef.ForSession(var session, int attempt, String uid))) {
            return;
        }
        // A Job's pod has its grace in its own spec.
        Optional<Long> seconds = kind == ObjectKind.POD
                ? Optional.of(grace.plus(Lifecycle.ENDING_MARGIN).toSeconds())
                : Optional.empty();
        try {
            cluster.delete(kind.path(cluster.namespace(), new ObjectName(session, attempt)), uid, seconds);
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            throw new DependencyException(ApiFailures.unavailable("Deleting a " + kind.word(), failed), failed);
        }
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        return observing.watch(reports);
    }

    /** What is being deleted is not listed: it needs nobody any more. */
    @Override
    public List<LaunchRef> present() throws InterruptedException {
        try {
            return observing.present();
        } catch (KubernetesClientException failed) {
            Interrupts.check();
            throw new DependencyException(ApiFailures.unavailable("Listing " + kind.word() + "s", failed), failed);
        }
    }

    @Override
    public Optional<PoolPods> leftovers() {
        return Optional.of(leftovers);
    }

    @Override
    public void close() {
        observing.close();
        cluster.close();
    }

    private static LaunchRef.ForSession ref(ObjectName name, Json.Obj object) {
        String uid = object.objAt("metadata")
                .flatMap(metadata -> metadata.textAt("uid"))
                .orElseThrow(() -> new DependencyException(new Failure(
                        ErrorCode.LAUNCHER_UNAVAILABLE, "The cluster answered with an object that has no uid")));
        return new LaunchRef.ForSession(name.session(), name.attempt(), uid);
    }

    private static Map<String, String> labels(Json.Obj object) {
        return object.objAt("metadata")
                .flatMap(metadata -> metadata.objAt("labels"))
                .map(labels -> labels.members().keySet().stream()
                        .filter(name -> labels.textAt(name).isPresent())
                        .collect(java.util.stream.Collectors.toMap(
                                name -> name, name -> labels.textAt(name).orElseThrow())))
                .orElse(Map.of());
    }
}
