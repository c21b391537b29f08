package dev.botrunner.testkit.faults;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where a process is to die: a file with a line such as {@code before queue.enqueue}, {@code after ledger.write.JOINED} or
 * {@code lost outbox.published}. The first call that fits takes the file away, so one process meets it once: it is halted
 * as by SIGKILL before or after the call, or gets an error for an answer. A write is named by the stage that it leads to,
 * or {@code beat} where it tells nobody anything.
 *
 * @param file may appear at any time
 */
record Failpoint(Path file) {

    static final String FILE = "FAILPOINT_FILE";

    private static final int KILLED = 137;

    static String name(String port, Method method, Object[] args) {
        String name = port + "." + method.getName();
        if (!name.equals("ledger.write")) {
            return name;
        }
        var step = (Step) args[1];
        return name + "."
                + (step.events().isEmpty() ? "beat" : step.next().stage().name());
    }

    void before(String call) {
        if (taken("before " + call)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    void after(String call) {
        if (taken("after " + call)) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (taken("lost " + call)) {
            throw new DependencyException(
                    new Failure(ErrorCode.OUTCOME_UNKNOWN, "The answer of " + call + " was lost"));
        }
    }

    /** Whoever moves the file away is the one. */
    private boolean taken(String place) {
        try {
            if (!Files.exists(file) || !Files.readAllLines(file).equals(List.of(place))) {
                return false;
            }
            Files.move(file, file.resolveSibling(file.getFileName() + ".met"), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (java.nio.file.NoSuchFileException somebodyElse) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("A failpoint cannot be read", e);
        }
    }
}
