package dev.botrunner.e2e.flow;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The cluster and its pods that wait, as one control server sees them: it launches what these leave. */
final class SimLauncher implements Launcher {

    private final SimCluster cluster;
    private final SimPods pods;
    private final PoolPods seen;

    /** @param seen the pods behind what goes wrong between this control server and the cluster */
    SimLauncher(SimCluster cluster, SimPods pods, PoolPods seen) {
        this.cluster = cluster;
        this.pods = pods;
        this.seen = seen;
    }

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) {
        return cluster.launch(session, spec);
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) {
        switch (ref) {
            case LaunchRef.ForSession _ -> cluster.stop(ref, grace);
            case LaunchRef.Waiting _ -> pods.stop(ref.uid());
        }
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        Subscription ofObjects = cluster.watch(reports);
        Subscription ofPods = pods.watch(reports);
        return () -> {
            ofObjects.close();
            ofPods.close();
        };
    }

    @Override
    public List<LaunchRef> present() {
        List<LaunchRef> present = new ArrayList<>(cluster.present());
        present.addAll(pods.present());
        return present;
    }

    @Override
    public Optional<PoolPods> waiting() {
        return Optional.of(seen);
    }

    @Override
    public void close() {}
}
