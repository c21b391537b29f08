package dev.botrunner.runner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses an AOT cache that was not made of the jars that are there. JDK 25.0.3 does not look (JDK-8377932): it would run
 * the classes that the jars once had, and say nothing. So the first thing that a runner does is to compare; if they differ
 * the process becomes another Java without the cache, with the same words, variables and files.
 */
public final class CacheGuard {

    /** Names the cache; beside it lies its key. Set by the words that start a runner in its image, and by nobody else. */
    public static final String CACHE = "botrunner.aot";

    /** Names the file with the words that start a runner without the cache. */
    static final String WITHOUT = "botrunner.aot.without";

    private static final Logger LOG = LoggerFactory.getLogger(CacheGuard.class);

    private CacheGuard() {}

    /** Returns if there is no cache, or if it fits. */
    public static void check(String[] words) {
        Optional<Path> cache = Optional.ofNullable(System.getProperty(CACHE)).map(Path::of);
        if (cache.isEmpty() || fits(keyOf(cache.get()))) {
            return;
        }
        LOG.atWarn()
                .setMessage("The AOT cache was not made of these jars: it is left alone, and the start takes longer")
                .addKeyValue("cache", cache.get())
                .log();
        Replacement.become(without(words));
    }

    static Path keyOf(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".key");
    }

    private static boolean fits(Path key) {
        try {
            return Files.readString(key).equals(JarKey.of(JarKey.classPath()));
        } catch (IOException e) {
            // A key or a jar that is not there belongs to nothing.
            return false;
        }
    }

    private static List<String> without(String[] words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty(WITHOUT));
        command.addAll(List.of(words));
        return command;
    }
}
