package dev.botrunner.run;

import dev.botrunner.link.Child;
import dev.botrunner.link.Work;
import dev.botrunner.link.WorkerLink;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Instance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A control server that gives what it is told to give, fails as often, and remembers what it heard. */
final class TwinWorkerLink implements WorkerLink {
    final Deque<Work> answers = new ArrayDeque<>();
    final List<Claiming> asked = new ArrayList<>();
    final List<Map.Entry<Child, ExitStatus>> exits = new ArrayList<>();
    Asked whenAsked = () -> {};
    int failures;
    int exitFailures;
    Optional<CountDownLatch> hanging = Optional.empty();

    /** What happens while a call is held. */
    interface Asked {
        void run() throws InterruptedException;
    }

    @Override
    public Work claim(Claiming claiming, Duration wait) throws InterruptedException {
        asked.add(claiming);
        whenAsked.run();
        if (failures > 0) {
            failures--;
            throw down();
        }
        return answers.isEmpty() ? new Work.Orders(Optional.empty(), List.of()) : answers.poll();
    }

    @Override
    public void exited(Instance me, Child child, ExitStatus status) {
        if (hanging.isPresent()) {
            awaitUninterrupted(hanging.get());
        }
        if (exitFailures > 0) {
            exitFailures--;
            throw down();
        }
        exits.add(Map.entry(child, status));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DependencyException down() {
        return new DependencyException(new Failure(ErrorCode.LINK_UNAVAILABLE, "down"));
    }
}
