package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image of this machine's Redis and the libraries that it loads. Made and loaded once. */
final class RedisImage {

    private static final String NAME = "localhost/redis-test:1";
    private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private RedisImage() {}

    /** Its name, once the cluster has it. */
    static String loaded() {
        return Made.IMAGE;
    }

    private static final class Made {
        static final String IMAGE = make();
    }

    private static String make() {
        Path folder = Folders.make();
        try (Program loader = Program.start("ldd", List.of("ldd", PROGRAM.toString()), folder, Map.of())) {
            Path root = Files.createDirectories(folder.resolve("root"));
            loader.awaitExit();
            copy(PROGRAM, root);
            for (String line : loader.output().awaitEnd("ldd")) {
                Matcher matcher = LIBRARY.matcher(line);
                if (matcher.find()) {
                    copy(Path.of(matcher.group(1)), root);
                }
            }
            Path tar = folder.resolve("redis.tar");
            RealCluster.makeImage(NAME, root, tar, List.of(PROGRAM.toString()));
            RealCluster.load(tar);
            return NAME;
        } catch (IOException e) {
            throw new UncheckedIOException("The image of Redis cannot be made", e);
        } finally {
            Folders.remove(folder);
        }
    }

    private static void copy(Path file, Path root) throws IOException {
        Path target = root.resolve(file.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(file.toRealPath(), target);
    }
}
