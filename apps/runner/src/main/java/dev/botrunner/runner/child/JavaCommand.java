package dev.botrunner.runner.child;

import dev.botrunner.runner.image.CacheGuard;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How children are started: the Java of this process, its class path, and the environment that an object in a cluster
 * would get, less the ticket.
 *
 * @param link where their control server is
 * @param bots the worker's bots file
 * @param secrets {@code --secrets-dir}
 * @param options of the JVM, beside those that keep it small
 */
public record JavaCommand(URI link, Optional<Path> bots, Optional<Path> secrets, List<String> options) {

    private static final String MAIN = "dev.botrunner.runner.ChildMain";
    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "HOME",
            "LANG",
            "TZ",
            "BOTRUNNER_LOG",
            "BOTRUNNER_EVENTS_URL",
            "BOTRUNNER_EVENTS_TOPICS",
            "BOTRUNNER_EVENTS_PREFIX",
            // the model of bots that run within their runner; programs get none of them
            "MODEL_URL",
            "MODEL_NAME",
            "MODEL_API_KEY");

    private static final List<String> SMALL = List.of(
            // the mirror's ring buffer; without it each child would warn of it
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dslf4j.provider=dev.botrunner.runner.log.PlainLogs",
            "-Dslf4j.internal.verbosity=WARN",
            "-Xms16m",
            "-Xmx192m",
            "-Xss512k");

    public JavaCommand {
        options = List.copyOf(options);
    }

    /** Whether a child gets a process group of its own. */
    boolean ownGroup() {
        return setsid().isPresent();
    }

    /** @param folder for temporary files */
    List<String> words(Path folder) {
        List<String> words = new ArrayList<>();
        setsid().ifPresent(program -> words.add(program.toString()));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SMALL);
        // It was found to fit when this process started.
        Optional.ofNullable(System.getProperty(CacheGuard.CACHE))
                .ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
        words.add("-Djava.io.tmpdir=" + folder);
        words.addAll(options);
        words.add("-cp");
        words.add(classPath());
        words.add(MAIN);
        return words;
    }

    /** Variables are written as UTF-8 whatever this process was told. */
    Map<String, String> environment(boolean warm, Path folder) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("TMPDIR", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("BOTRUNNER_LINK_URL", link.toString());
        bots.ifPresent(path ->
                environment.put("BOTRUNNER_RUN_BOTS", path.toAbsolutePath().toString()));
        secrets.ifPresent(path -> environment.put(
                "BOTRUNNER_RUN_SECRETS_DIR", path.toAbsolutePath().toString()));
        if (warm) {
            environment.put("BOTRUNNER_CHILD_WARM", "1");
        }
        return environment;
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private static Optional<Path> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
