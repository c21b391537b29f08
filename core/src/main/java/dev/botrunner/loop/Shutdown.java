package dev.botrunner.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a program leaves: steps in order, each with a deadline. A step that fails or is late is told and does not keep
 * the next one from running. Running it twice does it once: the second caller waits for the first and gets the same
 * report.
 */
public final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Step> steps = new ArrayList<>();
    private Optional<Report> done = Optional.empty();

    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** What did not go well, in order. */
    public record Report(List<Fault> faults) {
        public Report {
            faults = List.copyOf(faults);
        }

        public boolean isClean() {
            return faults.isEmpty();
        }
    }

    public record Fault(String step, String what) {}

    private record Step(String name, Duration deadline, Action action) {}

    /** Adds a step behind those there are. After the shutdown has run it would come too late: a mistake. */
    public Shutdown then(String name, Duration deadline, Action action) {
        lock.lock();
        try {
            if (done.isPresent()) {
                throw new IllegalStateException("The shutdown has run: " + name + " comes too late");
            }
            steps.add(new Step(name, deadline, action));
        } finally {
            lock.unlock();
        }
        return this;
    }

    public Report run() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (done.isEmpty()) {
                var faults = new ArrayList<Fault>();
                for (Step step : steps) {
                    run(step).ifPresent(what -> faults.add(told(step, what)));
                }
                done = Optional.of(new Report(faults));
            }
            return done.get();
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> run(Step step) throws InterruptedException {
        var task = new FutureTask<>(() -> {
            step.action().run();
            return step;
        });
        Thread thread = Threads.virtual("shutdown-" + step.name(), task);
        try {
            task.get(step.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException _) {
            thread.interrupt();
            return Optional.of("It was not done within " + step.deadline().toMillis() + " ms and was left behind");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    private static Fault told(Step step, String what) {
        LOG.atWarn()
                .setMessage("A step of the shutdown did not go well")
                .addKeyValue("step", step.name())
                .addKeyValue("what", what)
                .log();
        return new Fault(step.name(), what);
    }
}
