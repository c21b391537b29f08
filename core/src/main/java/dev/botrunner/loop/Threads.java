package dev.botrunner.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that makes threads. All are named, and none keeps the process alive. What one throws is logged. */
public final class Threads {

    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    /** Starts a virtual thread: the right kind for all that waits. */
    public static Thread virtual(String name, Runnable work) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(Threads::log)
                .start(work);
    }

    /** Starts a platform thread, for what must not share the carriers: a native call that blocks, a clock. */
    public static Thread platform(String name, Runnable work) {
        return Thread.ofPlatform()
                .daemon(true)
                .name(name)
                .uncaughtExceptionHandler(Threads::log)
                .start(work);
    }

    /** Makes virtual threads with this prefix and a number as their names, for libraries that start them themselves. */
    public static ThreadFactory virtualFactory(String prefix) {
        return Thread.ofVirtual()
                .name(prefix, 0)
                .uncaughtExceptionHandler(Threads::log)
                .factory();
    }

    /** A virtual thread for each task; unbounded, so that the caller must bound the tasks. */
    public static ExecutorService virtualPerTask(String prefix) {
        return Executors.newThreadPerTaskExecutor(virtualFactory(prefix));
    }

    /** Does something when the process is told to leave, before it does: SIGTERM, SIGINT, or its own end. */
    public static void atExit(String name, Runnable work) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name(name)
                        .uncaughtExceptionHandler(Threads::log)
                        .unstarted(work));
    }

    private static void log(Thread thread, Throwable thrown) {
        LOG.atError()
                .setMessage("A thread ended by an exception that nobody expected")
                .addKeyValue("thread", thread.getName())
                .setCause(thrown)
                .log();
    }
}
