package dev.botrunner.e2e.flow;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Sighting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster that runs a runner in each object; objects are named by session and attempt, and seen by watches late or never. */
final class SimCluster implements Launcher {

    private final Chance chance;
    private final World world;
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private final List<Consumer<Observation>> watches = new ArrayList<>();
    private final Deque<Observation> late = new ArrayDeque<>();
    private int uids;

    SimCluster(Chance chance, World world) {
        this.chance = chance;
        this.world = world;
    }

    private record Pod(LaunchRef.ForSession ref, SimRunner runner) {}

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) {
        int attempt = session.progress().attempt();
        String name = session.id() + "-" + attempt;
        Pod there = pods.get(name);
        if (there != null) {
            return new Launched.AlreadyThere(there.ref());
        }
        if (chance.fault(12)) {
            return refusal();
        }
        var ref = new LaunchRef.ForSession(session.id(), attempt, "uid-" + ++uids);
        var runner = world.start(session.id(), attempt, 0, Optional.empty());
        pods.put(name, new Pod(ref, runner));
        return chance.fault(10) ? new Launched.Unknown() : new Launched.Created(ref);
    }

    private Launched refusal() {
        return switch (chance.below(3)) {
            case 0 ->
                new Launched.Refused(
                        new Failure(ErrorCode.QUOTA, "Simulated quota"),
                        new Retry.SameAttemptAfter(Duration.ofSeconds(5)));
            case 1 ->
                new Launched.Refused(
                        new Failure(ErrorCode.IMAGE_UNAVAILABLE, "Simulated image"), new Retry.NextAttempt());
            default -> new Launched.Unknown();
        };
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) {
        pods.values().removeIf(pod -> {
            boolean it = pod.ref().uid().equals(ref.uid());
            if (it) {
                pod.runner().terminate();
            }
            return it;
        });
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        watches.add(reports);
        return () -> watches.remove(reports);
    }

    @Override
    public List<LaunchRef> present() {
        return pods.values().stream().<LaunchRef>map(Pod::ref).toList();
    }

    /** The kubelet looks round: runners that have left are seen, evictions happen, finished objects go. */
    void step() {
        while (!late.isEmpty() && chance.oneIn(4)) {
            tell(late.remove());
        }
        for (Pod pod : List.copyOf(pods.values())) {
            Optional<ExitStatus> exit = pod.runner().exit();
            if (exit.isPresent()) {
                report(pod, new Sighting.Exited(exit.get(), Optional.empty()));
                if (chance.oneIn(3)) {
                    remove(pod);
                }
            } else if (chance.fault(60)) {
                chance.tell("evicted " + pod.ref());
                pod.runner().crash(ExitStatus.signal(9));
                remove(pod);
            } else {
                report(pod, new Sighting.Started());
            }
        }
    }

    private void remove(Pod pod) {
        pods.values().remove(pod);
        report(pod, new Sighting.Gone());
    }

    private void report(Pod pod, Sighting sighting) {
        if (chance.fault(8)) {
            return;
        }
        var seen = new Observation(pod.ref(), sighting);
        if (chance.fault(10)) {
            late.add(seen);
            return;
        }
        tell(seen);
    }

    private void tell(Observation seen) {
        List.copyOf(watches).forEach(watch -> {
            try {
                watch.accept(seen);
            } catch (Halt e) {
                watches.remove(watch);
            }
        });
    }

    /** Watches of processes that died are over. */
    void forgetWatches() {
        watches.clear();
    }

    @Override
    public void close() {}
}
