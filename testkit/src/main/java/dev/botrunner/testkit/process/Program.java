package dev.botrunner.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A child process of a test, with all that it said. Whoever started it closes it, and it is gone then. */
public final class Program implements AutoCloseable {

    /** What a test waits for a process at most; a guard, no expectation. */
    public static final Duration GUARD = Duration.ofSeconds(60);

    private static final Set<Program> OPEN = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Process process;
    private final Probe<String> output = new Probe<>(GUARD);
    private final Probe<String> errors = new Probe<>(GUARD);

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        Threads.platform(name + "-out", () -> read(process.getInputStream(), output));
        Threads.platform(name + "-err", () -> read(process.getErrorStream(), errors));
    }

    /**
     * Starts it.
     *
     * @param environment what it finds beside the variables of this process
     */
    public static Program start(String name, List<String> command, Path directory, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            var program = new Program(name, builder.start());
            OPEN.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /** What all programs said that are not closed yet. */
    public static List<String> logs() {
        return OPEN.stream().map(Program::log).toList();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its standard output, line by line. */
    public Probe<String> output() {
        return output;
    }

    /** Its standard error, line by line. */
    public Probe<String> errors() {
        return errors;
    }

    /** Where it reads from. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** The first line of its standard output that the pattern finds something in. */
    public Matcher awaitOutput(Pattern pattern) {
        return awaitLine(output, pattern);
    }

    /** The first line of its standard error that the pattern finds something in. */
    public Matcher awaitError(Pattern pattern) {
        return awaitLine(errors, pattern);
    }

    /** Waits until it has left; its exit code, 128 + n for a signal. Its last lines may still be on their way. */
    public int awaitExit() {
        try {
            if (!process.waitFor(GUARD.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not leave.\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while " + name + " was to leave", e);
        }
    }

    /** Nothing happens where it has left: its number may be a stranger's by now. */
    public void send(Signal signal) {
        if (isAlive()) {
            signal.to(pid());
        }
    }

    /** All that it said so far. */
    public String log() {
        var lines = new ArrayList<String>();
        lines.add("──── " + name + " (" + pid() + (isAlive() ? ")" : ", has left)") + ", standard output");
        lines.addAll(output.seen());
        lines.add("──── " + name + ", standard error");
        lines.addAll(errors.seen());
        return String.join("\n", lines);
    }

    /** Kills it where it still runs. What it has started may live on: see {@link ProcessTable}. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        OPEN.remove(this);
    }

    private Matcher awaitLine(Probe<String> lines, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(lines.await(
                    "a line of " + name + " with " + pattern,
                    line -> pattern.matcher(line).find()));
            if (!matcher.find()) {
                throw new IllegalStateException("A line that matched does not match");
            }
            return matcher;
        } catch (AssertionError inVain) {
            throw new AssertionError(inVain.getMessage() + "\n" + log(), inVain);
        }
    }

    private static void read(InputStream stream, Probe<String> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            lines.add("(its output broke off: " + closed.getMessage() + ")");
        } finally {
            lines.end();
        }
    }
}
