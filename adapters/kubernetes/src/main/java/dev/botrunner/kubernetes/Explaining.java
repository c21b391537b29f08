package dev.botrunner.kubernetes;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.Observation;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.Sighting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells what was seen. Of a pod that failed it is found out first why, beside the thread that hears the news: of many that
 * die with their node, and cannot be asked any more, nobody waits for the last. What is told of one object keeps its order.
 * Confined to the thread that empties the inbox, but for the asking. A crash loses nothing: the next list shows it.
 */
final class Explaining implements AutoCloseable {

    private static final int AT_ONCE = 16;

    /** Who has not had a turn by then is told without. */
    private static final Duration TURN_WITHIN = Duration.ofSeconds(5);

    /** Finds out about a pod; blocks for a time that it bounds itself. */
    @FunctionalInterface
    interface Question {
        Sighting explained(Pod pod, Sighting sighting) throws InterruptedException;
    }

    private final Consumer<Observation> reports;
    private final Question question;
    private final BlockingQueue<Runnable> inbox;
    private final ExecutorService threads = Threads.virtualPerTask("kubernetes-explaining-");
    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** What is to be told of an object as soon as it is known why it failed. */
    private final Map<LaunchRef, List<Observation>> behind = new HashMap<>();

    /** @param inbox run on the thread that tells us */
    Explaining(Consumer<Observation> reports, Question question, BlockingQueue<Runnable> inbox) {
        this.reports = reports;
        this.question = question;
        this.inbox = inbox;
    }

    void tell(LaunchRef ref, Sighting sighting) {
        var seen = new Observation(ref, sighting);
        if (behind.containsKey(ref)) {
            behind.get(ref).add(seen);
        } else {
            reports.accept(seen);
        }
    }

    /** The same, with what can be found out of the pod where something went wrong. Does not wait for it. */
    void tell(LaunchRef ref, Pod pod, Sighting sighting) {
        if (!Diagnosis.isCalledFor(sighting) || behind.containsKey(ref)) {
            tell(ref, sighting);
            return;
        }
        behind.put(ref, new ArrayList<>());
        threads.execute(() -> explain(ref, pod, sighting));
    }

    private void explain(LaunchRef ref, Pod pod, Sighting sighting) {
        try {
            Sighting explained = inTurn(pod, sighting);
            inbox.put(() -> explained(new Observation(ref, explained)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed: nobody listens any more
        }
    }

    private Sighting inTurn(Pod pod, Sighting sighting) throws InterruptedException {
        if (!turns.tryAcquire(TURN_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
            return sighting;
        }
        try {
            return question.explained(pod, sighting);
        } catch (RuntimeException _) {
            return sighting; // whatever kept it from being explained, that it failed is told
        } finally {
            turns.release();
        }
    }

    private void explained(Observation seen) {
        reports.accept(seen);
        behind.getOrDefault(seen.ref(), List.of()).forEach(reports);
        behind.remove(seen.ref());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
