package dev.botrunner.e2e.stand;

import dev.botrunner.testkit.process.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts {@code botrunner} as its script does, but from the class path of this test, without what is for tests only. */
public final class Botrunner {

    private Botrunner() {}

    /** In this folder, which is that for temporary files, too: so what works for a test is known by it. */
    public static Program start(Path folder, List<String> words) {
        return start(folder, words, Map.of());
    }

    public static Program start(Path folder, List<String> words, Map<String, String> environment) {
        return start(folder, words, environment, classPath(false));
    }

    /** With what the test kit offers as adapters: stores that fail. */
    public static Program startWithTestkit(Path folder, List<String> words, Map<String, String> environment) {
        return start(folder, words, environment, classPath(true));
    }

    private static Program start(Path folder, List<String> words, Map<String, String> environment, String classPath) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath,
                "dev.botrunner.cli.Main"));
        command.addAll(words);
        var variables = new HashMap<>(environment);
        variables.put("TMPDIR", folder.toString());
        return Program.start(words.getFirst(), command, folder, variables);
    }

    /** What is in {@code botrunner}: jars and folders. */
    public static String classPath() {
        return classPath(false);
    }

    private static String classPath(boolean testkit) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(entry -> (testkit || !entry.contains("testkit")) && !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
