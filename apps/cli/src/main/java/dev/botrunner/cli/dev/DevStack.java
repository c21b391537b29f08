package dev.botrunner.cli.dev;

import dev.botrunner.cli.api.ApiClient;
import dev.botrunner.cli.api.Target;
import dev.botrunner.cli.rooms.RoomServers;
import dev.botrunner.control.ControlServer;
import dev.botrunner.control.Inputs;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.files.KeysFile;
import dev.botrunner.join.Profile;
import dev.botrunner.loop.Ticker;
import dev.botrunner.run.RoomServer;
import dev.botrunner.run.RoomServerProvider;
import dev.botrunner.runner.child.JavaCommand;
import dev.botrunner.runner.child.WorkHost;
import dev.botrunner.runner.link.HttpWay;
import dev.botrunner.runner.link.HttpWorkerLink;
import dev.botrunner.session.Instance;
import dev.botrunner.session.SealKeys;
import dev.botrunner.session.Ulid;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code dev} starts: a control server in memory and a worker beside it, with a process for each session. */
final class DevStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DevStack.class);

    /** A burst of starts should not be slowed down by processes for the next one. */
    private static final Duration WARM_PAUSE = Duration.ofSeconds(1);

    /** What a process may take beyond its good-bye to tell its end. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Optional<RoomServer> rooms;
    private final ControlServer server;
    private final HttpWay way;
    private final WorkHost worker;
    private final DevBots bots;

    private DevStack(Optional<RoomServer> rooms, ControlServer server, HttpWay way, WorkHost worker, DevBots bots) {
        this.rooms = rooms;
        this.server = server;
        this.way = way;
        this.worker = worker;
        this.bots = bots;
    }

    /** @throws java.io.UncheckedIOException a port was taken meanwhile */
    static DevStack start(DevPlan plan, DevBots bots) {
        Optional<RoomServer> rooms = RoomServers.found().map(found -> started(found, plan));
        try {
            DevStack stack = start(plan, bots, rooms);
            rooms.ifPresent(it -> it.inviteFrom(stack.api()));
            return stack;
        } catch (RuntimeException e) {
            rooms.ifPresent(RoomServer::close);
            throw e;
        }
    }

    private static RoomServer started(RoomServerProvider provider, DevPlan plan) {
        return provider.start(
                new RoomServerProvider.Options(plan.rooms().host(), plan.rooms().port(), Optional.empty()));
    }

    private static DevStack start(DevPlan plan, DevBots bots, Optional<RoomServer> rooms) {
        var inputs = new Inputs(bots.profiles(), () -> KeysFile.EMPTY, SealKeys.random(), bots.watched());
        ControlServer server = ControlServer.start(settings(plan, rooms), inputs);
        try {
            URI link = URI.create(server.linkUrl().orElseThrow());
            var way = new HttpWay(link);
            var command = new JavaCommand(link, plan.bots(), Optional.empty(), List.of());
            var me = new Instance("worker-" + Ulid.of(Ticker.system().now().toEpochMilli(), new SecureRandom()));
            var settings = new WorkHost.Settings(me, bots.runnable(), plan.slots(), plan.warm(), WARM_PAUSE);
            WorkHost worker =
                    WorkHost.start(settings, command, new HttpWorkerLink(way, Optional::empty), Ticker.system());
            return new DevStack(rooms, server, way, worker, bots);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The rooms' page may call the API, by either name of this machine. */
    private static ControlSettings settings(DevPlan plan, Optional<RoomServer> rooms) {
        Set<String> pages = rooms.map(RoomServer::url)
                .map(url -> Set.of(url, "http://localhost:" + URI.create(url).getPort()))
                .orElse(Set.of());
        return ControlSettings.inMemory(plan.listening(), pages);
    }

    /** The demo rooms, where their jar is there. */
    Optional<String> rooms() {
        return rooms.map(RoomServer::url);
    }

    String api() {
        return server.apiUrl().orElseThrow();
    }

    String manage() {
        return server.manageUrl();
    }

    String link() {
        return server.linkUrl().orElseThrow();
    }

    /** How many processes run a session. */
    int busy() {
        return worker.busy();
    }

    /** Asks all bots to leave and waits until their processes are gone; the control server hears them to their end. */
    void sayGoodBye() throws InterruptedException {
        new Farewell(new ApiClient(Target.of(api(), Optional.empty()))).toAll();
        worker.endAll(goodBye());
        // endAll kills what does not go, so this ends. A claim that the worker still waits for is not waited for.
        while (!worker.join(LOOK_AGAIN) && worker.busy() > 0) {
            LOG.atDebug()
                    .setMessage("Bots still say good-bye")
                    .addKeyValue("bots", worker.busy())
                    .log();
        }
    }

    /** Ends all bots at once; from any thread, also while they say good-bye. */
    void endNow() {
        worker.endAll(Duration.ZERO);
    }

    private Duration goodBye() {
        return bots.profiles().get().all().stream()
                .map(Profile::terms)
                .map(terms -> terms.goodBye())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(MARGIN);
    }

    /** Stops the control server, which answers the call that the worker waits in; the worker, whose bots have gone; rooms. */
    @Override
    public void close() {
        server.close();
        worker.close();
        way.close();
        rooms.ifPresent(RoomServer::close);
    }
}
