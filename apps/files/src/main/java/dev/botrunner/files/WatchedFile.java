package dev.botrunner.files;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is read again when it has changed. A faulty new version is refused and told once; the old one stays. What
 * {@link #get} answers may be kept for as long as one decision takes. Any thread may ask; one loop looks.
 */
public final class WatchedFile<T> implements Supplier<T>, Loop {

    /** Looks often enough that a change counts within ten seconds. */
    public static final Pace PACE = new Pace(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30));

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    private final Path path;
    private final BiFunction<String, String, T> parser;
    private volatile T now;
    private byte[] seen;
    private String refused = "";

    private WatchedFile(Path path, BiFunction<String, String, T> parser) {
        this.path = path;
        this.parser = parser;
        this.seen = TextFile.bytes(path);
        this.now = parser.apply(TextFile.text(path, seen), path.toString());
    }

    /**
     * Reads the file for the first time.
     *
     * @param parser takes the text and the name of the file
     * @throws FaultyFile it cannot be read, or is faulty from the start
     */
    public static <T> WatchedFile<T> open(Path path, BiFunction<String, String, T> parser) {
        return new WatchedFile<>(path, parser);
    }

    @Override
    public T get() {
        return now;
    }

    @Override
    public String name() {
        return "file-" + path.getFileName();
    }

    /** Looks once. Compares contents and not times: what mounts files may set any. */
    @Override
    public Did step() {
        try {
            byte[] bytes = TextFile.bytes(path);
            if (Arrays.equals(bytes, seen)) {
                return Did.NOTHING;
            }
            seen = bytes; // before it is looked into: a faulty version is told once
            now = parser.apply(TextFile.text(path, bytes), path.toString());
            refused = "";
            LOG.atInfo().addKeyValue("file", path).log("A changed file was taken");
        } catch (FaultyFile faulty) {
            tell(faulty);
        }
        return Did.NOTHING;
    }

    private void tell(FaultyFile faulty) {
        String why = String.valueOf(faulty.getMessage());
        if (!why.equals(refused)) {
            refused = why;
            LOG.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("faults", why)
                    .log("A changed file is faulty and was refused; the old version stays");
        }
    }
}
