package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The image of the bots of {@link TestBots}: a Java of the modules that are used, this test's class path, the bots' script,
 * and a shell for it. Made and loaded once.
 */
final class TestImage {

    static final String NAME = "localhost/botrunner-test:1";

    private static final String MODULES = "java.se,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs";
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private TestImage() {}

    /** Its name, once the cluster has it. */
    static String loaded() {
        return Made.IMAGE;
    }

    private static final class Made {
        static final String IMAGE = make();
    }

    private static String make() {
        Path folder = Folders.make();
        try {
            Path root = Files.createDirectories(folder.resolve("root"));
            List<String> classPath = classes(root);
            java(root);
            programs(root);
            var entry = new ArrayList<>(List.of("/java/bin/java", "--enable-native-access=ALL-UNNAMED"));
            entry.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k"));
            entry.addAll(List.of("-cp", String.join(":", classPath), "dev.botrunner.cli.Main"));
            start(root, entry);
            entry.addAll(List.of("runner", "run"));
            Path tar = folder.resolve("image.tar");
            RealCluster.makeImage(NAME, root, tar, entry);
            RealCluster.load(tar);
            return NAME;
        } catch (IOException e) {
            throw new UncheckedIOException("The image of the test bots cannot be made", e);
        } finally {
            Folders.remove(folder);
        }
    }

    /** {@code /bin/start} does the same as the image, or what else it is told. */
    private static void start(Path root, List<String> entry) throws IOException {
        Path start = Files.createDirectories(root.resolve("bin")).resolve("start");
        Files.writeString(
                start, "#!/bin/sh\n[ $# -gt 0 ] || set -- runner run\nexec " + String.join(" ", entry) + " \"$@\"\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<String> classes(Path root) throws IOException {
        Path lib = Files.createDirectories(root.resolve("lib"));
        List<String> names = new ArrayList<>();
        for (String entry : Botrunner.classPath().split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            String name = names.size() + "-" + source.getFileName();
            if (Files.exists(source) && !entry.contains("selenium")) {
                copy(source, lib.resolve(name));
                names.add("/lib/" + name);
            }
        }
        return names;
    }

    private static void java(Path root) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Path made = root.resolve("java");
        run(
                root,
                home.resolve("bin/jlink").toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                made.toString());
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".so") || it.startsWith(made.resolve("bin")))
                    .toList()) {
                libraries(root, file);
            }
        }
    }

    /** What the program loader would load for it. */
    private static void libraries(Path root, Path program) throws IOException {
        for (String line : run(root, "ldd", program.toString())) {
            var matcher = LIBRARY.matcher(line);
            if (matcher.find() && !matcher.group(1).startsWith(root.toString())) {
                Path library = Path.of(matcher.group(1));
                Path target = root.resolve(library.toString().substring(1));
                Files.createDirectories(target.getParent());
                if (!Files.exists(target)) {
                    Files.copy(library.toRealPath(), target);
                }
            }
        }
    }

    private static void programs(Path root) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String name : List.of("sh", "sleep")) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
        }
        for (String name : List.of("tmp", "etc/botrunner", "etc/ssl")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.writeString(root.resolve("etc/passwd"), "bot:x:65532:65532::/tmp:/bin/sh\n");
        TestBots.write(root.resolve("etc/botrunner"), Topology.PLAIN);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) {
                Path to = path.equals(source) ? target : target.resolve(source.relativize(path));
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
    }

    private static List<String> run(Path folder, String... command) {
        try (Program program = Program.start(command[0], List.of(command), folder, Map.of())) {
            program.awaitExit();
            return program.output().awaitEnd(command[0]);
        }
    }
}
