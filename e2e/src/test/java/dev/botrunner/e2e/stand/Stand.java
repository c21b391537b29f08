package dev.botrunner.e2e.stand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.cluster.StandPods;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Botrunner, running. Closing it leaves no process. */
public final class Stand implements AutoCloseable {

    private static final Pattern API = Pattern.compile("^ *API +(http://\\S+)");
    private static final Pattern ROOMS = Pattern.compile("^ *Rooms +(http://\\S+)");
    private static final Pattern LINK = Pattern.compile("^ *Link +(http://\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("^ *Management +(http://\\S+)");

    private final StandPlan plan;
    private final Path folder;
    private final Around around;
    private final Program control;
    private final Api api;
    private final Api management;
    private final Api link;
    private Optional<Program> worker = Optional.empty();

    /** What is not Botrunner. */
    private record Around(Optional<RedisServer> redis, Optional<Pods> pods) {

        static Around of(Topology topology) {
            Optional<Pods> pods = topology.isInCluster() ? Optional.of(StandPods.make(topology)) : Optional.empty();
            return new Around(
                    topology.hasRedis() ? Optional.of(RedisServer.start(RedisPlan.DURABLE)) : Optional.empty(), pods);
        }

        void close() {
            redis.ifPresent(RedisServer::close);
            pods.ifPresent(Pods::close);
        }
    }

    private Stand(StandPlan plan, Path folder, Program control, Around around) {
        this.plan = plan;
        this.around = around;
        this.folder = folder;
        this.control = control;
        Api open = new Api(control.awaitOutput(API).group(1));
        this.api = plan.topology().isInCluster() ? open.as(CallerKey.KEY) : open;
        this.management = new Api(managementUrl());
        this.link = new Api(linkUrl());
    }

    /** In a folder of its own, with the bots of {@link TestBots}. */
    public static Stand start(StandPlan plan) {
        Stand stand = startServer(plan);
        try {
            if (plan.topology().hasWorker()) {
                stand.startWorker();
            }
            return stand;
        } catch (AssertionError | RuntimeException failed) {
            stand.close();
            throw failed;
        }
    }

    /** Without a worker: what joins waits until one is started. */
    public static Stand startServer(StandPlan plan) {
        Path folder = Folders.make();
        Around around = Around.of(plan.topology());
        plan.example()
                .ifPresentOrElse(
                        example -> Folders.copyExample(example, folder), () -> TestBots.write(folder, plan.topology()));
        around.pods().ifPresent(pods -> TestBots.inPods(folder, pods.image()));
        Program control = Botrunner.start(folder, words(plan, folder, around), plan.environment());
        try {
            return new Stand(plan, folder, control, around);
        } catch (AssertionError | RuntimeException failed) {
            ProcessTable.end(folder);
            control.close();
            around.close();
            Folders.remove(folder);
            throw failed;
        }
    }

    private static List<String> words(StandPlan plan, Path folder, Around around) {
        var words = new ArrayList<String>();
        switch (plan.topology()) {
            case DEV -> {
                words.addAll(
                        List.of("dev", "--slots", String.valueOf(plan.slots()), "--warm", String.valueOf(plan.warm())));
                words.addAll(List.of("--rooms", "127.0.0.1:0"));
            }
            case PLAIN, REDIS, JOB, POD -> {
                String bots = plan.example().isPresent() ? TestBots.FILE : TestBots.CONTROL_FILE;
                words.add("control");
                if (!plan.control().contains("--bots")) {
                    words.addAll(List.of("--bots", bots));
                }
                // Pods do not reach what listens on loopback.
                if (around.pods().isPresent()) {
                    words.addAll(List.of("--keys", CallerKey.write(folder)));
                } else if (!plan.control().contains("--auth")) {
                    words.addAll(List.of("--auth", "none"));
                }
            }
        }
        words.addAll(door(plan, "--http"));
        words.addAll(door(plan, "--manage"));
        words.addAll(around.pods().map(pods -> pods.words(folder)).orElseGet(() -> door(plan, "--link")));
        around.redis()
                .ifPresent(server ->
                        words.addAll(List.of("--queue", server.url(), "--seal-key", Folders.sealKey(folder))));
        words.addAll(plan.control());
        return words;
    }

    /** At any port, where the plan does not say. */
    private static List<String> door(StandPlan plan, String flag) {
        return plan.control().contains(flag) ? List.of() : List.of(flag, "127.0.0.1:0");
    }

    /** Starts the worker, or one more where the last was ended. */
    public void startWorker() {
        worker.ifPresent(Program::close);
        worker = Optional.of(Botrunner.start(
                folder,
                List.of(
                        "runner",
                        "work",
                        "--link-url",
                        linkUrl(),
                        "--bots",
                        TestBots.FILE,
                        "--slots",
                        String.valueOf(plan.slots()),
                        "--warm",
                        String.valueOf(plan.warm())),
                plan.environment()));
    }

    public Topology topology() {
        return plan.topology();
    }

    public Path folder() {
        return folder;
    }

    public Api api() {
        return api;
    }

    /** Where its API is, for whoever else asks it. */
    public String url() {
        return control.awaitOutput(API).group(1);
    }

    /** Its probes and metrics. */
    public Api management() {
        return management;
    }

    public String managementUrl() {
        return control.awaitOutput(MANAGEMENT).group(1);
    }

    /** What runners and workers talk to. */
    public Api link() {
        return link;
    }

    public String linkUrl() {
        return control.awaitOutput(LINK).group(1);
    }

    /** Of the demo rooms, in {@link Topology#DEV}. */
    public String roomsUrl() {
        return control.awaitOutput(ROOMS).group(1);
    }

    /** The process that serves the API. */
    public Program control() {
        return control;
    }

    /** The process that starts runners. */
    public Program worker() {
        return worker.orElse(control);
    }

    /** Sends a bot into a room and follows it. What it does is said by {@link TestBots}. */
    public LiveSession join(String bot, String room, Consumer<JsonBuilder> more) {
        var body = Json.obj().put("bot", bot).put("room_url", "https://rooms.example/" + room);
        more.accept(body);
        return LiveSession.follow(this, Joins.session(Joins.ask(api, body.build(), Map.of())));
    }

    public LiveSession join(String bot, String room) {
        return join(bot, room, body -> {});
    }

    /** The one runner that there is, where nothing is started beforehand: a child of the worker, or in a pod. */
    public long onlyRunner() {
        // For a moment, what takes away the rest of the one before may be a child, too.
        Patience.until("one runner", () -> runners().size() == 1);
        return runners().getFirst();
    }

    private List<Long> runners() {
        return around.pods().map(Pods::runners).orElseGet(() -> ProcessTable.children(worker().pid()));
    }

    /** Sends a signal to a process, provided that it works for this stand. */
    public void send(Signal signal, long pid) {
        if (around.pods().isPresent()) {
            around.pods().get().send(signal, pid);
        } else if (ProcessTable.worksFor(pid, folder)) {
            signal.to(pid);
        }
    }

    /** A process of an attempt, as this machine numbers it, where it has told its own number. */
    long process(String session, long attempt, long number) {
        return around.pods().map(pods -> pods.process(session, attempt, number)).orElse(number);
    }

    /** Waits until nothing works any more but the commands themselves. */
    public void awaitNoRunners() {
        around.pods().ifPresent(pods -> pods.runners().forEach(ProcessTable::awaitGone));
        for (long pid : ProcessTable.workingFor(folder)) {
            if (pid != control.pid() && pid != worker().pid()) {
                ProcessTable.awaitGone(pid);
            }
        }
    }

    /** Tells the process that starts runners to stop, and waits until nothing is left that it has started. */
    public void drain() {
        worker().send(Signal.TERM);
        worker().awaitExit();
        awaitNoRunners();
        assertControlStartsNothing();
    }

    /** The control server has no child, and never had one that it waited for. */
    public void assertControlStartsNothing() {
        if (plan.topology() != Topology.DEV && control.isAlive()) {
            assertThat(ProcessTable.children(control.pid())).isEmpty();
            assertThat(ProcessTable.row(control.pid()).orElseThrow().childFaults())
                    .isZero();
        }
    }

    @Override
    public void close() {
        try {
            assertControlStartsNothing();
        } finally {
            api.close();
            management.close();
            link.close();
            ProcessTable.end(folder);
            worker.ifPresent(Program::close);
            control.close();
            around.close();
            Folders.remove(folder);
        }
    }
}
