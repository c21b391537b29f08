package dev.botrunner.testkit.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of this machine (Linux): who is whose child, and who works for a test. */
public final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Nobody gives a permit: a pause that can be interrupted. */
    private static final Semaphore NEVER = new Semaphore(0);

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param state as the system writes it: {@code Z} has left and waits to be noticed
     * @param childFaults minor faults of the children that it has waited for: 0 means that it never had any
     * @param started by the clock that counts since the system's start
     */
    public record Row(long pid, long parent, char state, long childFaults, long started) {}

    /** The row of a process, if it is there. */
    public static Optional<Row> row(long pid) {
        return read(pid, "stat").map(stat -> {
            // The name in brackets may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Row(
                    pid,
                    Long.parseLong(fields[1]),
                    fields[0].charAt(0),
                    Long.parseLong(fields[8]),
                    Long.parseLong(fields[19]));
        });
    }

    /** Whether it is there and has not left yet. */
    public static boolean isAlive(long pid) {
        return row(pid).filter(row -> row.state() != 'Z' && row.state() != 'X').isPresent();
    }

    /** The living children of a process. */
    public static List<Long> children(long parent) {
        return all().stream()
                .filter(pid -> row(pid).filter(row -> row.parent() == parent && row.state() != 'Z')
                        .isPresent())
                .toList();
    }

    /** Living processes that work in this folder, or were given it as their folder for temporary files. */
    public static List<Long> workingFor(Path folder) {
        return all().stream()
                .filter(pid -> isAlive(pid) && worksFor(pid, folder))
                .toList();
    }

    /** Whether it works for whoever owns the folder: numbers are used again. */
    public static boolean worksFor(long pid, Path folder) {
        try {
            if (Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).startsWith(folder)) {
                return true;
            }
        } catch (IOException gone) {
            return false;
        }
        return variable(pid, "TMPDIR").filter(folder.toString()::equals).isPresent();
    }

    /** Kills all that works for whoever owns the folder, and waits until it has left. */
    public static void end(Path folder) {
        // Twice: the first round may meet a process that is about to start one.
        for (int round = 0; round < 2; round++) {
            List<Long> left = workingFor(folder);
            for (long pid : left) {
                // Looked at again: it may have left by now, and its number may be a stranger's.
                if (worksFor(pid, folder)) {
                    Signal.KILL.to(pid);
                }
            }
            left.forEach(ProcessTable::awaitGone);
        }
    }

    /** A variable that a process was started with. */
    public static Optional<String> variable(long pid, String name) {
        return read(pid, "environ").stream()
                .flatMap(all -> Stream.of(all.split("\0", -1)))
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }

    /** Waits until the process has left, no matter whose child it is. Nothing tells of other processes' children: looks. */
    public static void awaitGone(long pid) {
        Optional<Row> before = row(pid);
        long began = System.nanoTime();
        try {
            while (before.isPresent() && isAlive(pid) && isSame(before.get(), row(pid))) {
                if (System.nanoTime() - began > Program.GUARD.toNanos()) {
                    throw new AssertionError("Process " + pid + " is still there: " + row(pid));
                }
                NEVER.tryAcquire(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while process " + pid + " was to leave: " + row(pid), e);
        }
    }

    /** Numbers are used again. */
    private static boolean isSame(Row before, Optional<Row> now) {
        return now.filter(row -> row.started() == before.started()).isPresent();
    }

    /** Of all that are there. */
    public static List<Long> all() {
        var pids = new ArrayList<Long>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException e) {
            throw new AssertionError("The processes of this machine cannot be listed", e);
        }
        return pids;
    }

    private static Optional<String> read(long pid, String what) {
        try {
            return Optional.of(new String(Files.readAllBytes(PROC.resolve(pid + "/" + what)), ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
