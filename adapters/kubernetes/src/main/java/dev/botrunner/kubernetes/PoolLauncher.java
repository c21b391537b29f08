package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps pods that wait; what they leave becomes Jobs. */
final class PoolLauncher implements Launcher {

    private final ObjectLauncher jobs;
    private final WaitingPods pods;
    private final PoolObserving observing;

    PoolLauncher(ObjectLauncher jobs, WaitingPods pods, PoolObserving observing) {
        this.jobs = jobs;
        this.pods = pods;
        this.observing = observing;
    }

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) throws InterruptedException {
        return jobs.launch(session, spec);
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) throws InterruptedException {
        switch (ref) {
            case LaunchRef.ForSession job -> jobs.stop(job, grace);
            case LaunchRef.Waiting pod -> pods.delete(pod, grace.plus(Lifecycle.ENDING_MARGIN));
        }
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        Subscription ofJobs = jobs.watch(reports);
        Subscription ofPods = observing.watch(reports);
        return () -> {
            ofJobs.close();
            ofPods.close();
        };
    }

    @Override
    public List<LaunchRef> present() throws InterruptedException {
        List<LaunchRef> present = new ArrayList<>(jobs.present());
        present.addAll(pods.present());
        return present;
    }

    @Override
    public Optional<PoolPods> waiting() {
        return Optional.of(pods);
    }

    @Override
    public void close() {
        observing.close();
        jobs.close();
    }
}
