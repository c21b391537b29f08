package dev.botrunner.testkit;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Launched;
import dev.botrunner.launch.Launcher;
import dev.botrunner.launch.Observation;
import dev.botrunner.launch.PoolPods;
import dev.botrunner.loop.Subscription;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A launcher whose objects are entries of a map: nothing runs in them, a test says what becomes of them. What it answers
 * can be written down beforehand, failures included. Watches are told on the thread that brings the news.
 */
public final class TwinLauncher implements Launcher {

    private static final Launched ENDS_AT_ONCE = new Launched.Refused(
            new Failure(ErrorCode.INVALID_SPEC, "The twin launcher ends each session at once"), new Retry.Never());

    private final boolean ends;
    private final TwinObjects objects = new TwinObjects();
    private final Queue<LaunchScript> scripts = new ConcurrentLinkedQueue<>();
    private final List<LaunchRef> stopped = new CopyOnWriteArrayList<>();
    private final List<LaunchRef> present = new CopyOnWriteArrayList<>();
    private volatile Optional<PoolPods> pods = Optional.empty();
    private final AtomicInteger failing = new AtomicInteger();
    private final Set<LaunchRef> unstoppable = ConcurrentHashMap.newKeySet();

    private TwinLauncher(boolean ends) {
        this.ends = ends;
    }

    /** It refuses each session for good, which ends it. */
    public static TwinLauncher endsAtOnce() {
        return new TwinLauncher(true);
    }

    /** Objects are there until they are stopped or removed. */
    public static TwinLauncher keeps() {
        return new TwinLauncher(false);
    }

    /** The next launch that is not scripted yet will come to this. */
    public TwinLauncher script(LaunchScript next) {
        scripts.add(next);
        return this;
    }

    /** So many of the next calls of {@link #stop} and {@link #present} fail. */
    public TwinLauncher failing(int calls) {
        failing.set(calls);
        return this;
    }

    /** Every call to stop this one fails. */
    public void unstoppable(LaunchRef ref) {
        unstoppable.add(ref);
    }

    @Override
    public Launched launch(SessionHead session, SessionSpec spec) {
        if (ends) {
            return ENDS_AT_ONCE;
        }
        LaunchScript script = scripts.poll();
        return script == null ? create(session) : follow(script, session);
    }

    private Launched follow(LaunchScript script, SessionHead session) {
        return switch (script) {
            case LaunchScript.Refuses(Failure failure, Retry retry) -> new Launched.Refused(failure, retry);
            case LaunchScript.Throttles(Failure failure, Duration delay) -> new Launched.Throttled(failure, delay);
            case LaunchScript.LosesRequest _ -> new Launched.Unknown();
            case LaunchScript.LosesAnswer _ -> {
                create(session);
                yield new Launched.Unknown();
            }
            case LaunchScript.FailsBefore _ -> throw unavailable();
            case LaunchScript.FailsAfter _ -> {
                create(session);
                throw unavailable();
            }
            case LaunchScript.Meanwhile(Runnable what) -> {
                Launched launched = create(session);
                what.run();
                yield launched;
            }
        };
    }

    private Launched create(SessionHead session) {
        return objects.create(session.id(), session.progress().attempt());
    }

    @Override
    public void stop(LaunchRef ref, Duration grace) {
        failWhenTold();
        if (unstoppable.contains(ref)) {
            throw unavailable();
        }
        if (objects.remove(ref) || present.remove(ref)) {
            stopped.add(ref);
        }
    }

    @Override
    public Subscription watch(Consumer<Observation> reports) {
        return objects.watch(reports);
    }

    @Override
    public List<LaunchRef> present() {
        failWhenTold();
        List<LaunchRef> all = new ArrayList<>(objects.present());
        all.addAll(present);
        return all;
    }

    /** From now on it keeps these pods, too. */
    public TwinLauncher keeping(PoolPods waiting) {
        pods = Optional.of(waiting);
        return this;
    }

    @Override
    public Optional<PoolPods> waiting() {
        return pods;
    }

    /** A watch sees this of a pod that waits, or did. */
    public void tell(LaunchRef.Waiting pod, Sighting sighting) {
        objects.report(new Observation(pod, sighting));
    }

    /** There are these pods, beside the objects. */
    public void present(LaunchRef.Waiting pod) {
        present.add(pod);
    }

    @Override
    public void close() {
        objects.unwatch();
    }

    /** Its process has begun. */
    public void start(LaunchRef.ForSession ref) {
        objects.become(ref, new Sighting.Started());
    }

    /** Its process has left; the object stays. */
    public void exit(LaunchRef.ForSession ref, ExitStatus status) {
        objects.become(ref, new Sighting.Exited(status, Optional.empty()));
    }

    /** Somebody else removes it. */
    public void remove(LaunchRef.ForSession ref) {
        objects.remove(ref);
    }

    /** Watches hear nothing while something happens; then they list anew. */
    public void whileCut(Runnable something) {
        objects.whileCut(something);
    }

    /** What was stopped and had been there, in order. */
    public List<LaunchRef> stopped() {
        return List.copyOf(stopped);
    }

    /** How many objects it has ever made. */
    public int created() {
        return objects.created();
    }

    private void failWhenTold() {
        if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw unavailable();
        }
    }

    private static DependencyException unavailable() {
        return new DependencyException(
                new Failure(ErrorCode.LAUNCHER_UNAVAILABLE, "The twin launcher was told to fail"));
    }
}
