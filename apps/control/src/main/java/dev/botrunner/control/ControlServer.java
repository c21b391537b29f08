package dev.botrunner.control;

import dev.botrunner.control.auth.PodGate;
import dev.botrunner.control.http.Address;
import dev.botrunner.control.http.Door;
import dev.botrunner.control.http.Doors;
import dev.botrunner.control.http.Entrance;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.Origins;
import dev.botrunner.control.measure.Meters;
import dev.botrunner.control.measure.StoreMeters;
import dev.botrunner.control.settings.ControlSettings;
import dev.botrunner.loop.Health;
import dev.botrunner.loop.Shutdown;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Ulid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole control server: what it stands on, its ports, and its loops. It never starts a process. Closing it is the
 * graceful stop: not ready, requests finished, streams told to come again, loops stopped, outbox flushed, ports closed.
 */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    static final String API = "api";
    static final String MANAGE = "manage";
    static final String LINK = "link";

    private final ControlSettings settings;
    private final Backend backend;
    private final Health health = new Health();
    private final Meters meters = new Meters();
    private final Optional<Api> api;
    private final Duties duties;
    private final Doors doors;
    private final List<Entrance> entrances = new ArrayList<>();
    private final Shutdown shutdown = new Shutdown();
    private volatile boolean ready;

    private ControlServer(ControlSettings settings, Inputs inputs, Backend backend) {
        this.settings = settings;
        this.backend = backend;
        Instance me = new Instance("control-" + Ulid.of(backend.ticker().now().toEpochMilli(), new SecureRandom()));
        this.duties = new Duties(backend, inputs, me, health);
        this.api = settings.role().serves()
                ? Optional.of(Api.of(settings, inputs, backend, meters, duties::relays))
                : Optional.empty();
        this.doors = new Doors(doors(), settings.listening().tls());
        backend.watchedBy(health, meters);
    }

    /**
     * Opens everything and serves; waits for what it stands on where that does not answer yet.
     *
     * @throws IllegalArgumentException no jar opens one of the URLs
     * @throws dev.botrunner.session.DependencyException something that it stands on cannot be reached, or is not fit
     * @throws java.io.UncheckedIOException a port is taken
     */
    public static ControlServer start(ControlSettings settings, Inputs inputs) {
        return start(settings, inputs, Ticker.system());
    }

    static ControlServer start(ControlSettings settings, Inputs inputs, Ticker ticker) {
        Backend backend = new Opening(settings, () -> Backend.open(settings, inputs, ticker), ticker).open();
        ControlServer server;
        try {
            server = new ControlServer(settings, inputs, backend);
        } catch (RuntimeException failed) {
            backend.close();
            throw failed;
        }
        try {
            server.open();
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    /** Where the API listens; absent for a server that only dispatches. */
    public Optional<String> apiUrl() {
        return api.map(_ -> url(API));
    }

    public Optional<String> linkUrl() {
        return api.map(_ -> settings.listening().linkUrl().orElseGet(() -> url(LINK)));
    }

    public String manageUrl() {
        Address address = doors.address(MANAGE);
        return "http://" + address;
    }

    @Override
    public void close() {
        try {
            shutdown.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() {
        planShutdown();
        api.ifPresent(Api::start);
        doors.open();
        api.ifPresent(_ -> Rehearsal.play());
        String link = linkUrl()
                .orElseGet(() -> settings.listening()
                        .linkUrl()
                        .orElse(scheme() + settings.listening().link()));
        duties.start(settings, link, meters);
        ready = true;
        LOG.atInfo()
                .addKeyValue("role", settings.role())
                .addKeyValue("api", apiUrl().orElse("-"))
                .addKeyValue("link", linkUrl().orElse("-"))
                .addKeyValue("manage", manageUrl())
                .log("The control server is ready");
    }

    private List<Door> doors() {
        List<Door> all = new ArrayList<>();
        var stored = new StoreMeters(backend.store(), meters);
        var management = new ManagementRoutes(() -> ready, health, meters, stored::refresh);
        Duration patience = settings.times().bodyTimeout();
        all.add(new Door(
                MANAGE,
                settings.listening().manage(),
                new Entrance(management.endpoints(), Gate.OPEN, Origins.NONE, meters, patience)));
        api.ifPresent(serving -> {
            var origins = new Origins(settings.trust().origins());
            var front = new Entrance(serving.endpoints(), serving.gate(), origins, meters, patience);
            var back =
                    new Entrance(serving.linkEndpoints(), new PodGate(serving.gate()), Origins.NONE, meters, patience);
            all.add(new Door(API, settings.listening().http(), front));
            all.add(new Door(LINK, settings.listening().link(), back));
            entrances.addAll(List.of(front, back));
        });
        return all;
    }

    private void planShutdown() {
        shutdown.then("unready", Duration.ofSeconds(1), () -> {
            ready = false;
            LOG.atInfo().log("The control server is stopping");
            entrances.forEach(entrance -> entrance.inFlight().close());
            api.ifPresent(Api::letGo);
        });
        shutdown.then("requests", Duration.ofSeconds(11), this::finishRequests);
        api.ifPresent(serving -> shutdown.then("streams", Duration.ofSeconds(6), serving::closeStreams));
        shutdown.then("loops", Duration.ofSeconds(15), duties::stop);
        shutdown.then("ports", Duration.ofSeconds(5), doors::close);
        api.ifPresent(serving -> shutdown.then("desks", Duration.ofSeconds(2), serving::close));
        shutdown.then("backend", Duration.ofSeconds(5), backend::close);
    }

    private void finishRequests() throws InterruptedException {
        for (Entrance entrance : entrances) {
            entrance.inFlight().awaitNone(Duration.ofSeconds(5));
        }
    }

    private String url(String door) {
        return scheme() + doors.address(door);
    }

    private String scheme() {
        return settings.listening().tls().isPresent() ? "https://" : "http://";
    }
}
