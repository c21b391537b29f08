package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The Kubernetes that {@code e2e/cluster/cluster} runs on this machine. Tests find it running or start it; {@code ./test
 * cluster} ends it. From any thread.
 */
final class RealCluster {

    /** Held by tests that disturb it; others share it. */
    static final String LOCK = "cluster";

    /** This machine, as pods see it. */
    static final String MACHINE = "10.231.0.1";

    private static final Duration GUARD = Duration.ofMinutes(3);
    private static final Path FOLDER = Folders.repository().resolve("e2e/cluster");
    private static final Path STATE = Path.of("/var/lib/botcluster");
    private static final List<String> SUDO =
            "root".equals(System.getProperty("user.name")) ? List.of() : List.of("sudo", "--preserve-env=PATH,HOME");

    private RealCluster() {}

    /** What a command said. */
    record Said(int code, String output, String errors) {

        boolean worked() {
            return code == 0;
        }
    }

    /** Nothing happens where it is up; the programs must have been built. */
    static void up() {
        must("up");
    }

    static String kubeconfig() {
        return must("kubeconfig");
    }

    static String kubectl(String... words) {
        return must(with("kubectl", words));
    }

    /** Whatever comes of it. */
    static Said tryKubectl(String... words) {
        return run(with("kubectl", words), Optional.empty());
    }

    /** Helm, as the cluster's administrator; whatever comes of it. */
    static Said helm(String... words) {
        return run(with("helm", words), Optional.empty());
    }

    static Json.Obj object(String... words) {
        return (Json.Obj) Json.parse(kubectl(with(words, "-o", "json")));
    }

    static void apply(String manifest) {
        Said said = run(List.of("kubectl", "apply", "-f", "-"), Optional.of(manifest));
        if (!said.worked()) {
            throw new AssertionError("The cluster does not take this: " + said.errors() + "\n" + manifest);
        }
    }

    /** Sends an object to where no other command sends it. */
    static void post(String path, String body) {
        Said said = run(List.of("kubectl", "create", "--raw", path, "-f", "-"), Optional.of(body));
        if (!said.worked()) {
            throw new AssertionError(path + ": " + said.errors());
        }
    }

    static void load(Path image) {
        must("load-image", image.toString());
    }

    static void makeImage(String name, Path root, Path tar, List<String> entryPoint) {
        var words = new ArrayList<>(List.of("make-image", name, root.toString(), tar.toString()));
        words.addAll(entryPoint);
        must(words);
    }

    /** KILL makes a program start afresh; STOP and CONT freeze and thaw it. */
    static void signal(String program, Signal signal) {
        must("signal", program, signal.name());
    }

    /** To a process in a pod. */
    static void send(Signal signal, long pid) {
        var command = new ArrayList<>(SUDO);
        command.addAll(List.of("kill", "-s", signal.name(), Long.toString(pid)));
        try (Program kill = Program.start("kill", command, FOLDER, Map.of())) {
            kill.awaitExit();
        }
    }

    /** A program dies and does not come back before it is released. */
    static void hold(String program) {
        must("hold", program);
    }

    static void release(String program) {
        must("release", program);
    }

    /** The last that a program of the cluster has written. */
    static String log(String program) {
        try {
            List<String> lines = Files.readAllLines(STATE.resolve("log").resolve(program + ".log"), UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(no log of " + program + ": " + e.getMessage() + ")";
        }
    }

    /** Waits for what takes a cluster a while. */
    static void await(String what, BooleanSupplier there) {
        Patience.until(what, GUARD, there);
    }

    private static String must(String... words) {
        return must(List.of(words));
    }

    private static String must(List<String> words) {
        Said said = run(words, Optional.empty());
        if (!said.worked()) {
            throw new AssertionError("cluster " + String.join(" ", words) + " failed (" + said.code() + "): "
                    + said.errors() + said.output());
        }
        return said.output();
    }

    private static Said run(List<String> words, Optional<String> input) {
        var command = new ArrayList<>(SUDO);
        command.add(FOLDER.resolve("cluster").toString());
        command.addAll(words);
        String name = "cluster " + words.getFirst();
        try (Program program = Program.start(name, command, FOLDER, Map.of("BOTCLUSTER_IMAGE_USER", "65532"))) {
            try (var in = program.input()) {
                in.write(input.orElse("").getBytes(UTF_8));
            }
            int code = program.awaitExit();
            return new Said(
                    code,
                    String.join("\n", program.output().awaitEnd(name)),
                    String.join("\n", program.errors().awaitEnd(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static List<String> with(String first, String... more) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all;
    }

    private static String[] with(String[] words, String... more) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
