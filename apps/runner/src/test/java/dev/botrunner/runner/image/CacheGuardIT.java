package dev.botrunner.runner.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.testkit.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** A class changes, and its old self must not be what runs: the JDK that we build with would run it. */
class CacheGuardIT {

    @TempDir
    Path folder;

    @Test
    void aClassThatHasChangedSinceTheCacheWasMadeRunsAsItIsNow() throws Exception {
        Path ours = ourJar();
        List<Path> jars = List.of(ours, jarOf(Logger.class), folder.resolve("said.jar"));
        sayInJar("before", ours);
        Path cache = folder.resolve("runner.aot");
        assertThat(run(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:disable"), jars)
                        .output())
                .contains("before one two");
        Files.writeString(CacheGuard.keyOf(cache), JarKey.of(jars));
        Path without = folder.resolve("without.args");
        Files.writeString(without, String.join("\n", words(jars)));
        // A JDK that looks by itself says so on standard output.
        List<String> guarded = List.of(
                "-Xlog:disable",
                "-XX:AOTCache=" + cache,
                "-D" + CacheGuard.CACHE + "=" + cache,
                "-D" + CacheGuard.WITHOUT + "=" + without);

        Said fitting = run(guarded, jars);
        assertThat(fitting.output()).containsExactly("before one two");
        assertThat(fitting.errors()).noneMatch(line -> line.contains("AOT cache"));

        sayInJar("after", ours);
        Said changed = run(guarded, jars);
        assertThat(changed.output()).containsExactly("after one two");
        assertThat(changed.errors()).anyMatch(line -> line.contains("The AOT cache was not made of these jars"));

        Files.delete(CacheGuard.keyOf(cache));
        assertThat(run(guarded, jars).output()).containsExactly("after one two");
    }

    private record Said(List<String> output, List<String> errors) {}

    private Said run(List<String> options, List<Path> jars) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(words(jars));
        command.addAll(List.of("one", "two"));
        try (var program = Program.start("said", command, folder, Map.of())) {
            assertThat(program.awaitExit()).as(program.log()).isZero();
            return new Said(
                    program.output().awaitEnd("all that it says"),
                    program.errors().awaitEnd("all that it complains of"));
        }
    }

    private static List<String> words(List<Path> jars) {
        String path = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return List.of("-Dslf4j.provider=dev.botrunner.runner.log.PlainLogs", "-cp", path, "Said");
    }

    /** A program that is guarded as a runner is, and says a word. */
    private void sayInJar(String word, Path ours) throws IOException {
        Path source = Files.writeString(folder.resolve("Said.java"), """
                public class Said {
                    public static void main(String[] words) {
                        dev.botrunner.runner.image.CacheGuard.check(words);
                        System.out.println("%s " + String.join(" ", words));
                    }
                }
                """.formatted(word));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-cp", ours.toString(), source.toString());
        assertThat(code).isZero();
        jar(classes, folder.resolve("said.jar"));
    }

    /** Of the classes under test: a folder of them cannot stand in a cache. */
    private Path ourJar() throws Exception {
        Path classes = jarOf(CacheGuard.class);
        return Files.isDirectory(classes) ? jar(classes, folder.resolve("runner.jar")) : classes;
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path type : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(type).toString()));
                out.write(Files.readAllBytes(type));
                out.closeEntry();
            }
        }
        assertThat(Files.readAllBytes(jar)).asString(UTF_8).startsWith("PK");
        return jar;
    }
}
