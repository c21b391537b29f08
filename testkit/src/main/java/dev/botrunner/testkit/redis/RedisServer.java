package dev.botrunner.testkit.redis;

import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Ports;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A real {@code redis-server}: a child process on a free port of loopback, in a folder of its own. Whoever started it
 * closes it, and nothing is left then. For one thread.
 */
public final class RedisServer implements AutoCloseable {

    private static final int TRIES = 5;

    /** Those that nobody closes end with this process. */
    private static final Set<RedisServer> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Threads.atExit("end-redis", () -> OPEN.forEach(RedisServer::end));
    }

    private final RedisPlan plan;
    private final boolean sentinel;
    private final Path folder;
    private final int port;
    private Program program;

    private RedisServer(RedisPlan plan, boolean sentinel, Path folder, int port) {
        this.plan = plan;
        this.sentinel = sentinel;
        this.folder = folder;
        this.port = port;
        write();
        this.program = launch();
    }

    /** One that keeps nothing on disk. */
    public static RedisServer start() {
        return start(RedisPlan.MEMORY);
    }

    /** Answers when it takes connections. */
    public static RedisServer start(RedisPlan plan) {
        return start(plan, false);
    }

    static RedisServer start(RedisPlan plan, boolean sentinel) {
        for (int tried = 1; ; tried++) {
            var server = new RedisServer(plan, sentinel, makeFolder(), Ports.free());
            OPEN.add(server);
            if (server.isReady()) {
                return server;
            }
            String log = server.program.log();
            server.close();
            if (tried == TRIES) {
                throw new AssertionError("Redis does not start. Is redis-server installed?\n" + log);
            }
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return program.pid();
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    /** {@code redis://127.0.0.1:port}, or {@code rediss://} with its {@code ca} where it speaks TLS only. */
    public String url() {
        return plan.certificates()
                .map(own -> "rediss://127.0.0.1:" + port + "?ca=" + own.certificate())
                .orElse("redis://127.0.0.1:" + port);
    }

    /** As this user, whose password is put into a file. */
    public String url(String user, String password) {
        Path file = folder.resolve(user + ".password");
        try {
            Files.writeString(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException("A password cannot be written", e);
        }
        String url = url().replace("://", "://" + user + "@");
        return url + (url.contains("?") ? "&" : "?") + "password-file=" + file;
    }

    /** Says something to it, as its default user; the answer as text, the elements of an array as lines. */
    public String call(String... words) {
        try (RedisTalk talk = talk()) {
            return talk.call(words);
        }
    }

    /** A connection of its own. */
    public RedisTalk talk() {
        return RedisTalk.to(port, plan.certificates());
    }

    /** The value of a line of {@code INFO}; empty where there is none. */
    public String info(String name) {
        return call("INFO", "everything")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** It ends as it should: what it has is on disk, if it writes a file at all. */
    public void stop() {
        program.send(Signal.CONT);
        program.send(Signal.TERM);
        program.awaitExit();
    }

    /** It is gone at once. */
    public void kill() {
        program.send(Signal.KILL);
        program.awaitExit();
    }

    /** After {@link #stop} or {@link #kill}: with the data that its file holds, on the same port. */
    public void startAgain() {
        program.close();
        program = launch();
        if (!isReady()) {
            throw new AssertionError("Redis does not start again.\n" + program.log());
        }
    }

    /** Likewise, with nothing that it had. */
    public void startAgainEmpty() {
        clear();
        write();
        startAgain();
    }

    /** It stands still: takes connections, answers nothing. */
    public void freeze() {
        program.send(Signal.STOP);
    }

    public void thaw() {
        program.send(Signal.CONT);
    }

    /** Waits until so many replicas have all that it has. */
    public void awaitReplicas(int count) {
        Patience.until(
                count + " replicas of " + port,
                () -> call("INFO", "replication")
                                .lines()
                                .filter(line -> line.startsWith("slave") && line.contains("state=online"))
                                .count()
                        >= count);
    }

    /** Its log so far. */
    public String log() {
        return program.log();
    }

    @Override
    public void close() {
        OPEN.remove(this);
        end();
    }

    private void end() {
        program.close();
        clear();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of a Redis cannot be removed", e);
        }
    }

    private Program launch() {
        var command =
                sentinel ? List.of("redis-server", "redis.conf", "--sentinel") : List.of("redis-server", "redis.conf");
        return Program.start((sentinel ? "sentinel-" : "redis-") + port, command, folder, Map.of());
    }

    /** False: it has left again, most likely since somebody else has taken its port. */
    private boolean isReady() {
        try {
            program.output()
                    .await(
                            "Redis to take connections",
                            line -> line.contains("Ready to accept connections") || line.contains("+monitor master"));
            return true;
        } catch (AssertionError inVain) {
            if (program.isAlive()) {
                throw new AssertionError(inVain.getMessage() + "\n" + program.log(), inVain);
            }
            return false;
        }
    }

    private void write() {
        try {
            Files.write(folder.resolve("redis.conf"), plan.configuration(port, sentinel));
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration of a Redis cannot be written", e);
        }
    }

    private void clear() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of a Redis cannot be cleared", e);
        }
    }

    private static Path makeFolder() {
        try {
            return Files.createTempDirectory("redis-");
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for a Redis can be made", e);
        }
    }
}
