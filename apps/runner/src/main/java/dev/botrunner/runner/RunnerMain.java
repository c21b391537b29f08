package dev.botrunner.runner;

import dev.botrunner.runner.image.CacheGuard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the program begins in the image of a runner, which has what runs bots and nothing else. What a pod does,
 * {@code runner run} with nothing but variables, goes by the library for flags, which would take longer than the rest.
 */
public final class RunnerMain {

    /** Variables that {@code runner run} takes as they are. Of any other of ours somebody has to be told. */
    private static final Set<String> PLAIN = Set.of(
            ShelfSettings.BOTS,
            ShelfSettings.SECRETS,
            "BOTRUNNER_LOG",
            "BOTRUNNER_LINK_URL",
            "BOTRUNNER_TICKET",
            "BOTRUNNER_TICKET_FILE",
            "BOTRUNNER_EVENTS_URL",
            "BOTRUNNER_EVENTS_TOPICS",
            "BOTRUNNER_EVENTS_PREFIX",
            "BOTRUNNER_ASSETS");

    private RunnerMain() {}

    public static void main(String[] words) throws InterruptedException {
        CacheGuard.check(words);
        Map<String, String> environment = Environment.read();
        System.exit(
                isPlain(words, environment)
                        ? plain(environment)
                        : ImageProgram.line(words, environment).execute(words));
    }

    static boolean isPlain(String[] words, Map<String, String> environment) {
        return Arrays.equals(words, new String[] {"runner", "run"})
                && environment.keySet().stream()
                        .filter(name -> name.startsWith("BOTRUNNER_"))
                        .allMatch(PLAIN::contains);
    }

    private static int plain(Map<String, String> environment) throws InterruptedException {
        var bots = Optional.ofNullable(environment.get(ShelfSettings.BOTS)).map(Path::of);
        var secrets =
                Optional.ofNullable(environment.get(ShelfSettings.SECRETS)).map(Path::of);
        return new EnvironmentRun(bots, secrets, System.err::println)
                .run(environment)
                .number();
    }
}
