package dev.botrunner.e2e.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./botrunner} as it stands in an image: beside its jars, without Maven. A stand-in for java shows what it got. */
@SuppressWarnings("NullAway.Init")
class BotrunnerScriptTest {

    private static final String MAIN = "dev.botrunner.cli.Main";

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void layOutAnImage() throws IOException {
        script = Files.copy(Path.of("..", "botrunner").toAbsolutePath(), folder.resolve("botrunner"));
        Files.createDirectories(folder.resolve("lib"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\nexit 7\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void handsOnItsArgumentsAndTheExitCode() throws Exception {
        assertThat(run(script, Map.of(), "control", "--queue", "memory:", "two words", ""))
                .containsSubsequence(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        real(folder) + "/lib/*",
                        MAIN,
                        "control",
                        "--queue",
                        "memory:",
                        "two words",
                        "")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void commandsThatOnlyAskStartFaster() throws Exception {
        assertThat(run(script, Map.of(), "sessions")).contains("-XX:TieredStopAtLevel=1");
        assertThat(run(script, Map.of())).endsWith(MAIN);
    }

    @Test
    void takesMoreOptionsAndJarsFromTheEnvironment() throws Exception {
        Map<String, String> more =
                Map.of("BOTRUNNER_JAVA_OPTS", "-Xmx64m -Done=1", "BOTRUNNER_CLASSPATH", "/extra/a.jar:/extra/b");
        assertThat(run(script, more, "dev"))
                .containsSubsequence(
                        "-Xmx64m", "-Done=1", "-cp", real(folder) + "/lib/*:/extra/a.jar:/extra/b", MAIN, "dev");
    }

    @Test
    void findsItsJarsThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), script);
        Path relative = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));
        assertThat(run(link, Map.of(), "dev")).contains(real(folder) + "/lib/*");
        assertThat(run(relative, Map.of(), "dev")).contains(real(folder) + "/lib/*");
    }

    private List<String> run(Path started, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(started.toString()));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("BOTRUNNER_"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(7);
        return output.lines().toList();
    }

    private static String real(Path path) throws IOException {
        return path.toRealPath().toString();
    }
}
