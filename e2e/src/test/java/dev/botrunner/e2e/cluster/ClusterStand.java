package dev.botrunner.e2e.cluster;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.CallerKey;
import dev.botrunner.e2e.stand.Folders;
import dev.botrunner.e2e.stand.Joins;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A control server and its Redis on this machine, launching in a namespace of the real cluster. For one thread. */
final class ClusterStand implements AutoCloseable {

    private static final Pattern API = Pattern.compile("^ *API +(http://\\S+)");
    private static final Pattern LINK = Pattern.compile("^ *Link +(http://\\S+)");

    private final ClusterPlan plan;
    private final Path folder = Folders.make();

    /** This machine's disk is busy with images: what nobody will look for after a power cut need not wait for it. */
    private final RedisServer redis = RedisServer.start(RedisPlan.DURABLE.with("appendfsync no"));

    private final ClusterNamespace namespace;
    private Program control;
    private int linkPort;
    private Api api;

    @SuppressWarnings("NullAway.Init")
    private ClusterStand(ClusterPlan plan, ClusterNamespace namespace) {
        this.plan = plan;
        this.namespace = namespace;
    }

    static ClusterStand start(ClusterPlan plan) {
        return start(plan, ClusterNamespace.make(plan.names()));
    }

    /** In a namespace that is closed with it. */
    static ClusterStand start(ClusterPlan plan, ClusterNamespace namespace) {
        var stand = new ClusterStand(plan, namespace);
        try {
            stand.begin();
            return stand;
        } catch (AssertionError | RuntimeException failed) {
            Program.logs().forEach(log -> failed.addSuppressed(new AssertionError(log)));
            stand.end();
            throw failed;
        }
    }

    private void begin() {
        try {
            Folders.sealKey(folder);
            Files.writeString(folder.resolve("control.yaml"), plan.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startControl();
    }

    private void startControl() {
        var words = new ArrayList<>(List.of("control", "--bots", "control.yaml", "--keys", CallerKey.write(folder)));
        words.addAll(List.of("--http", "127.0.0.1:0", "--manage", "127.0.0.1:0"));
        words.addAll(List.of("--link", RealCluster.MACHINE + ":" + linkPort, "--seal-key", Folders.sealKey(folder)));
        String queue = plan.dies() ? "failpoint+" + redis.url() : redis.url();
        words.addAll(List.of("--queue", queue, "--events", redis.url(), "--launcher", launcher()));
        words.addAll(plan.control());
        control = started(words);
        String url = "";
        while (url.isEmpty()) {
            try {
                url = control.awaitOutput(API).group(1);
            } catch (AssertionError noServer) {
                startsAgain(noServer, words);
            }
        }
        api = new Api(url).as(CallerKey.KEY);
        linkPort = URI.create(control.awaitOutput(LINK).group(1)).getPort();
    }

    /** As whoever runs it does, where it has left because Redis was too slow for it. */
    private void startsAgain(AssertionError noServer, List<String> words) {
        if (!control.log().contains("did not take a command in time")) {
            throw noServer;
        }
        control.close();
        control = started(words);
    }

    private Program started(List<String> words) {
        return plan.dies()
                ? Botrunner.startWithTestkit(
                        folder, words, Map.of("FAILPOINT_FILE", failpoint().toString()))
                : Botrunner.start(folder, words);
    }

    /** Where it stands at which call of its store the control server dies, as the test kit's failpoints know them. */
    Path failpoint() {
        return folder.resolve("failpoint");
    }

    private String launcher() {
        String where =
                plan.server().map(url -> "server=" + url).orElseGet(() -> "kubeconfig=" + namespace.kubeconfig(folder));
        return "kubernetes:" + plan.launcher() + "?namespace=" + namespace.name() + "&" + where;
    }

    /** The profiles are others from now on: the control server reads them by itself. */
    void bots(String... lines) {
        try {
            Files.writeString(
                    folder.resolve("control.yaml"),
                    ClusterPlan.of(plan.launcher()).bots(lines).file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClusterNamespace namespace() {
        return namespace;
    }

    /** How pods reach the link. */
    String linkUrl() {
        return "http://" + RealCluster.MACHINE + ":" + linkPort;
    }

    Api api() {
        return api;
    }

    RedisServer redis() {
        return redis;
    }

    Program control() {
        return control;
    }

    /** The control server dies, and another one begins where it was. */
    void replaceControl() {
        control.send(Signal.KILL);
        startControlAgain();
    }

    /** Where it has died. */
    void startControlAgain() {
        control.awaitExit();
        api.close();
        control.close();
        startControl();
    }

    /** The session of that id, from its first event. */
    ClusterSession follow(String id) {
        return new ClusterSession(this::api, id);
    }

    /** Sends a bot into a room and follows it. */
    ClusterSession join(String bot, String room, Consumer<JsonBuilder> more) {
        String url = room.contains("://") ? room : "https://rooms.example/" + room;
        var body = Json.obj().put("bot", bot).put("room_url", url);
        more.accept(body);
        return new ClusterSession(this::api, Joins.session(Joins.ask(api, body.build(), Map.of())));
    }

    ClusterSession join(String bot, String room) {
        return join(bot, room, body -> {});
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        for (int round = 0; round < 2; round++) {
            List<Long> left = ProcessTable.workingFor(folder);
            left.forEach(Signal.KILL::to);
            left.forEach(ProcessTable::awaitGone);
        }
        if (control != null) {
            control.close();
        }
        if (api != null) {
            api.close();
        }
        redis.close();
        namespace.close();
        Folders.remove(folder);
    }
}
