package dev.botrunner.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that live no longer than the block that forked them, each on a virtual thread of its own. The first failure
 * interrupts the others. Used by one thread, in a {@code try} with resources; shaped so that the JDK's structured
 * concurrency can take its place.
 */
public final class TaskGroup implements AutoCloseable {

    private final ExecutorService threads;
    private final List<Future<?>> forked = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    private TaskGroup(String name) {
        threads = Threads.virtualPerTask(name + "-");
    }

    public static TaskGroup open(String name) {
        return new TaskGroup(name);
    }

    /** Starts a task; once one has failed, none is started any more. */
    public <T> Task<T> fork(Callable<T> work) {
        try {
            Future<T> future = threads.submit(() -> watched(work));
            forked.add(future);
            return new Task<>(future);
        } catch (RejectedExecutionException e) {
            if (first.get() == null) {
                throw new IllegalStateException("The task group is closed", e);
            }
            return new Task<>(Task.never());
        }
    }

    /**
     * Waits for all.
     *
     * @throws Failed one has failed: its cause is what the first one threw; what others threw is suppressed in it
     */
    public void join() throws InterruptedException {
        var others = new ArrayList<Throwable>();
        for (Future<?> future : forked) {
            try {
                future.get();
            } catch (ExecutionException e) {
                others.add(e.getCause() == null ? e : e.getCause());
            } catch (CancellationException e) {
                others.add(e);
            }
        }
        Throwable cause = first.get();
        if (cause != null) {
            var failed = new Failed(cause);
            others.stream().filter(other -> !other.equals(cause)).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    /** Interrupts what still runs and waits for its end. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.DAYS)) {
                    break;
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T watched(Callable<T> work) throws Exception {
        boolean done = false;
        try {
            T result = work.call();
            done = true;
            return result;
        } catch (Throwable e) {
            first.compareAndSet(null, e);
            throw e;
        } finally {
            if (!done) {
                threads.shutdownNow();
            }
        }
    }

    /** A forked task. */
    public static final class Task<T> {
        private final Future<T> future;

        private Task(Future<T> future) {
            this.future = future;
        }

        private static <T> Future<T> never() {
            var never = new FutureTask<T>(() -> {
                throw new CancellationException();
            });
            never.cancel(false);
            return never;
        }

        /** What it came to, after {@link #join} went well. */
        public T result() {
            return future.resultNow();
        }
    }

    /** A task of the group has failed. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed(Throwable cause) {
            super("A task failed: " + cause, cause);
        }
    }
}
