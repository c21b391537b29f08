package dev.botrunner.runner.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Threads;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Ticket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process in a process group of its own. Its standard error is the worker's, so that nothing of it breaks when the
 * worker dies; its input and output are needed only until it has its ticket.
 */
final class JavaChild {

    private static final Logger LOG = LoggerFactory.getLogger(JavaChild.class);
    private static final int SIGNALLED = 128;
    private static final int TERMINATED = 143;
    private static final int HIGHEST_SIGNAL = 64;

    private final Process process;
    private final boolean ownGroup;
    private final Path folder;
    private final CountDownLatch cleared = new CountDownLatch(1);
    private volatile boolean given;

    private JavaChild(Process process, boolean ownGroup, Path folder) {
        this.process = process;
        this.ownGroup = ownGroup;
        this.folder = folder;
    }

    /**
     * @param folder for its temporary files; removed when it has gone
     * @throws DependencyException the system does not start it
     */
    static JavaChild start(JavaCommand command, boolean warm, Path folder) {
        var builder = new ProcessBuilder(command.words(folder)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(command.environment(warm, folder));
        try {
            var child = new JavaChild(builder.start(), command.ownGroup(), folder);
            Threads.virtual("child-" + child.pid(), child::clearAfterIt);
            return child;
        } catch (IOException e) {
            ChildFolders.remove(folder);
            throw new DependencyException(
                    new Failure(
                            ErrorCode.LAUNCHER_UNAVAILABLE,
                            "The process of a runner cannot be started: " + e.getMessage()),
                    e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it says that it is warm; false: it has ended. */
    boolean awaitReady(String word) throws InterruptedException {
        var ready = new AtomicBoolean();
        // Reading a pipe holds the thread that carries a virtual one: on a small machine starts would wait for it.
        Threads.platform("warming-" + pid(), () -> ready.set(says(word))).join();
        return ready.get();
    }

    private boolean says(String word) {
        try {
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(word)) {
                    return true;
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setMessage("A child's output broke off").setCause(e).log();
        }
        return false;
    }

    /** False: it does not listen any more. */
    boolean give(Ticket ticket) {
        given = true;
        try (OutputStream input = process.getOutputStream()) {
            input.write((ticket.reveal() + "\n").getBytes(UTF_8));
            input.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It is not wanted. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.toHandle().destroy();
        }
    }

    void leave() {
        process.toHandle().destroy();
    }

    void kill() {
        killGroup();
        process.toHandle().destroyForcibly();
    }

    /** Tells once when it has gone, and what it has left behind is taken away. */
    void whenGone(Consumer<ExitStatus> told) {
        Threads.virtual("exit-" + process.pid(), () -> {
            try {
                cleared.await();
                told.accept(status(process.exitValue()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** One that never had a ticket has started nobody. */
    private void clearAfterIt() {
        try {
            process.waitFor();
            if (given) {
                killGroup();
            }
            ChildFolders.remove(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cleared.countDown();
        }
    }

    /** Of a process that a signal has killed the JDK says 128 + n; 143 may be its own word, and means the same. */
    private static ExitStatus status(int code) {
        int signal = code - SIGNALLED;
        return signal > 0 && signal <= HIGHEST_SIGNAL && code != TERMINATED
                ? ExitStatus.signal(signal)
                : ExitStatus.code(code);
    }

    private void killGroup() {
        if (!ownGroup) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            LOG.atWarn()
                    .setMessage("What a runner left behind could not be killed")
                    .setCause(e)
                    .log();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
