package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sees what becomes of a launcher's objects: one watch for each kind of object, however many sessions there are. */
final class Observing implements AutoCloseable {

    private static final int INBOX = 1_024;

    private final ObjectKind kind;
    private final Cluster cluster;
    private final Ticker ticker;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    Observing(ObjectKind kind, Cluster cluster, Ticker ticker) {
        this.kind = kind;
        this.cluster = cluster;
        this.ticker = ticker;
    }

    Subscription watch(Consumer<Observation> reports) {
        BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
        var explaining = new Explaining(reports, new Diagnosis(cluster)::explained, inbox);
        var sightings = new Sightings(explaining, this::podsOf);
        List<Follower<?>> followers = followers(sightings, inbox);
        var following = new Following("kubernetes-" + kind.word() + "s", followers, inbox);
        following.begin();
        LoopRunner runner = LoopRunner.start(following, Pace.STANDARD, ticker);
        var subscription = new Subscription() {
            @Override
            public void close() {
                if (open.remove(this)) {
                    runner.close();
                    followers.forEach(Follower::close);
                    explaining.close();
                }
            }
        };
        open.add(subscription);
        return subscription;
    }

    List<LaunchRef> present() {
        List<? extends HasMetadata> all = switch (kind) {
            case JOB -> jobs().list().getItems();
            case POD -> pods(Marks.selector(kind)).list().getItems();
        };
        List<LaunchRef> refs = new ArrayList<>();
        for (HasMetadata object : all) {
            if (object.getMetadata().getDeletionTimestamp() == null) {
                Sightings.ref(object, object.getMetadata().getUid()).ifPresent(refs::add);
            }
        }
        return refs;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(Subscription::close);
    }

    private List<Follower<?>> followers(Sightings sightings, BlockingQueue<Runnable> inbox) {
        var pods = objects(pods(Marks.selector(kind)));
        return switch (kind) {
            case JOB ->
                List.of(
                        new Follower<>(
                                "jobs", objects(jobs()), changes(sightings::job, sightings::gone), inbox, ticker),
                        new Follower<>(
                                "pods", pods, changes(sightings::podOfJob, sightings::podOfJobGone), inbox, ticker));
            case POD ->
                List.of(new Follower<>(
                        "pods", pods, changes(sightings::barePod, sightings::barePodGone), inbox, ticker));
        };
    }

    private List<Pod> podsOf(ObjectName name) {
        return pods(Map.of(
                        Marks.MANAGED_BY, Marks.BOTRUNNER,
                        Marks.SESSION, name.session().value(),
                        Marks.ATTEMPT, Integer.toString(name.attempt())))
                .list()
                .getItems();
    }

    private FilterWatchListDeletable<Job, ? extends KubernetesResourceList<Job>, ?> jobs() {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withLabels(Marks.selector(kind));
    }

    private FilterWatchListDeletable<Pod, ? extends KubernetesResourceList<Pod>, ?> pods(Map<String, String> labels) {
        return cluster.client().pods().inNamespace(cluster.namespace()).withLabels(labels);
    }

    static <T extends HasMetadata> Follower.Objects<T> objects(
            FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> found) {
        return new Follower.Objects<>() {
            @Override
            public KubernetesResourceList<T> list() {
                return found.list();
            }

            @Override
            public Watch watch(ListOptions from, Watcher<T> watcher) {
                return found.watch(from, watcher);
            }
        };
    }

    static <T> Follower.Changes<T> changes(Consumer<T> seen, Consumer<? super T> gone) {
        return new Follower.Changes<>() {
            @Override
            public void seen(T object) {
                seen.accept(object);
            }

            @Override
            public void gone(T object) {
                gone.accept(object);
            }
        };
    }
}
