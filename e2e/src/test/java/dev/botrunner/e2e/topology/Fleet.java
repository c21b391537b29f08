package dev.botrunner.e2e.topology;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two control servers and three workers around one Redis, which is not its own to close; workers and runners reach the link
 * by one address. For one thread.
 */
final class Fleet extends Clients implements AutoCloseable {

    /** Without a beat. One is held for eight seconds, and the next may come late on a machine that has much to do. */
    static final Duration LOST_AFTER = Duration.ofSeconds(16);

    private static final int CONTROLS = 2;
    private static final int WORKERS = 3;
    private static final String OUTBOX = "{botrunner:q}:outbox";

    private final Path folder = Folders.make();
    private final List<String> more;
    private final Optional<RedisServer> events;
    private RedisServer redis;
    private final Balancer store = new Balancer();
    private final LinkGate link = new LinkGate(folder);
    private final List<ControlNode> controls = new ArrayList<>();
    private final List<Program> workers = new ArrayList<>();
    private final Set<ControlNode> out = new HashSet<>();

    private Fleet(RedisServer redis, Optional<RedisServer> events, List<String> more) {
        this.more = more;
        this.events = events;
        this.redis = redis;
        store.to(List.of(redis.port()));
    }

    static Fleet start(RedisServer redis) {
        return start(redis, Optional.empty());
    }

    /**
     * @param events where the events are, if not in the same Redis
     * @param more flags for the control servers
     */
    static Fleet start(RedisServer redis, Optional<RedisServer> events, String... more) {
        var fleet = new Fleet(redis, events, List.of(more));
        try {
            fleet.begin();
            return fleet;
        } catch (AssertionError | RuntimeException failed) {
            fleet.close();
            throw failed;
        }
    }

    private void begin() {
        TestBots.write(folder, Topology.PLAIN);
        Folders.sealKey(folder);
        for (int i = 0; i < CONTROLS; i++) {
            controls.add(new ControlNode(this::startControl));
        }
        balance();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(startWorker());
        }
    }

    private Program startControl() {
        var words = new ArrayList<>(List.of("control", "--auth", "none", "--bots", TestBots.CONTROL_FILE));
        for (String door : List.of("--http", "--manage", "--link")) {
            words.addAll(List.of(door, "127.0.0.1:0"));
        }
        words.addAll(List.of("--seal-key", Folders.sealKey(folder)));
        words.addAll(List.of(
                "--queue",
                "failpoint+" + url(),
                "--events",
                eventsUrl(),
                "--lost-after",
                LOST_AFTER.toSeconds() + "s"));
        words.addAll(more);
        return Botrunner.startWithTestkit(
                folder, words, Map.of("FAILPOINT_FILE", failpoint().toString()));
    }

    private Program startWorker() {
        return startWorker(TestBots.FILE);
    }

    /** One that is not of the three, with the bots of this file. */
    void addWorker(String bots) {
        workers.add(startWorker(bots));
    }

    private Program startWorker(String bots) {
        return Botrunner.start(
                folder,
                List.of(
                        "runner",
                        "work",
                        "--link-url",
                        "http://127.0.0.1:" + link.port(),
                        "--bots",
                        bots,
                        "--slots",
                        "4",
                        "--warm",
                        "0"));
    }

    private void balance() {
        link.to(asked().stream().map(ControlNode::link).toList());
    }

    private Path failpoint() {
        return folder.resolve("failpoint");
    }

    /** From now on the first control server that makes this call dies of it, or gets no answer. */
    void arm(String place) {
        Path draft = folder.resolve("failpoint.draft");
        try {
            Files.writeString(draft, place);
            Files.move(draft, failpoint());
        } catch (IOException e) {
            throw new UncheckedIOException("No failpoint can be set", e);
        }
    }

    /** Waits until the failpoint was met, and until who met it is dead, where it is one to die of. */
    void awaitMet(String place) {
        Patience.until(place + " to be met", () -> !Files.exists(failpoint()));
        if (!place.startsWith("lost ")) {
            Patience.until("a death by " + place, () -> controls.stream().anyMatch(control -> !control.isAlive()));
        }
    }

    /** Control servers and workers that have died are started again. */
    void mend() {
        for (ControlNode control : controls) {
            if (!control.isAlive()) {
                control.startAgain();
            }
        }
        balance();
        for (int i = 0; i < workers.size(); i++) {
            if (!workers.get(i).isAlive()) {
                workers.get(i).close();
                workers.set(i, startWorker());
            }
        }
    }

    /** Where the calls of workers and runners go through. */
    LinkGate link() {
        return link;
    }

    RedisServer redis() {
        return redis;
    }

    /** Where the control servers find their Redis. */
    String url() {
        return "redis://127.0.0.1:" + store.port();
    }

    /** Where the control servers find their broker. */
    String eventsUrl() {
        return events.map(RedisServer::url).orElseGet(this::url);
    }

    /** What Redis is told, and what it says, comes so much later from now on. */
    void slowRedis(Duration delay) {
        store.slow(delay);
    }

    /** Another Redis is at that address from now on: a replica that was promoted. */
    void moveTo(RedisServer other) {
        redis = other;
        store.to(List.of(other.port()));
        store.cut();
    }

    Path folder() {
        return folder;
    }

    List<ControlNode> controls() {
        return controls;
    }

    List<Program> workers() {
        return workers;
    }

    /** Waits until the broker has every event that was written. */
    void awaitTold() {
        Patience.until(
                "the outbox to be empty", () -> redis.call("XLEN", OUTBOX).equals("0"));
    }

    @Override
    List<ControlNode> asked() {
        return controls.stream().filter(control -> !out.contains(control)).toList();
    }

    /** A server that stands still: nobody asks it any more, as a load balancer does that looks at its health. */
    void leaveOut(ControlNode control) {
        out.add(control);
        balance();
    }

    void takeBack(ControlNode control) {
        out.remove(control);
        balance();
    }

    @Override
    public void close() {
        ProcessTable.end(folder);
        workers.forEach(Program::close);
        controls.forEach(ControlNode::close);
        link.close();
        store.close();
        Folders.remove(folder);
    }
}
