package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sees what becomes of the pods of pools: that they are to go, that they end, how, and that they are gone. Whether one has a
 * session others know.
 */
final class PoolObserving implements AutoCloseable {

    private static final int INBOX = 1_024;

    private final Cluster cluster;
    private final Ticker ticker;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    PoolObserving(Cluster cluster, Ticker ticker) {
        this.cluster = cluster;
        this.ticker = ticker;
    }

    Subscription watch(Consumer<Observation> reports) {
        BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
        var explaining = new Explaining(reports, new Diagnosis(cluster)::explained, inbox);
        var sights = new Sights(explaining);
        var pods = Observing.objects(
                cluster.client().pods().inNamespace(cluster.namespace()).withLabels(Marks.waitingSelector()));
        var follower =
                new Follower<>("waiting pods", pods, Observing.changes(sights::seen, sights::gone), inbox, ticker);
        var following = new Following("kubernetes-waiting-pods", List.of(follower), inbox);
        following.begin();
        LoopRunner runner = LoopRunner.start(following, Pace.STANDARD, ticker);
        var subscription = new Subscription() {
            @Override
            public void close() {
                if (open.remove(this)) {
                    runner.close();
                    follower.close();
                    explaining.close();
                }
            }
        };
        open.add(subscription);
        return subscription;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(Subscription::close);
    }

    /** Tells each of it once. Confined to the thread of the follower. */
    private static final class Sights {

        private final Explaining reports;
        private final Set<String> leaving = new HashSet<>();
        private final Set<String> told = new HashSet<>();

        private Sights(Explaining reports) {
            this.reports = reports;
        }

        void seen(Pod pod) {
            Sighting sighting = PodSight.of(pod);
            boolean news = switch (sighting) {
                case Sighting.Waiting _, Sighting.Started _, Sighting.Gone _ -> false;
                case Sighting.Leaving _ -> leaving.add(pod.getMetadata().getUid());
                case Sighting.Exited _, Sighting.Failed _ ->
                    told.add(pod.getMetadata().getUid());
            };
            if (news) {
                ref(pod).ifPresent(ref -> reports.tell(ref, pod, sighting));
            }
        }

        void gone(Pod pod) {
            seen(pod);
            leaving.remove(pod.getMetadata().getUid());
            told.remove(pod.getMetadata().getUid());
            ref(pod).ifPresent(ref -> reports.tell(ref, new Sighting.Gone()));
        }

        private static Optional<LaunchRef.Waiting> ref(Pod pod) {
            return WaitingPods.ref(pod);
        }
    }
}
