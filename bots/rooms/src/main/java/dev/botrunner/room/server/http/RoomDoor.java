package dev.botrunner.room.server.http;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.server.Hall;
import dev.botrunner.room.server.Limits;
import dev.botrunner.run.RoomServer;
import dev.botrunner.run.RoomServerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo rooms on a port. */
public final class RoomDoor implements RoomServer {

    private static final Logger LOG = LoggerFactory.getLogger(RoomDoor.class);

    /** A client that says nothing for so long, not even a ping, is gone. */
    static final Duration SILENT = Duration.ofSeconds(45);

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Pace SWEEPING = new Pace(SWEEP, SWEEP, SWEEP, SWEEP, Duration.ofSeconds(30));

    private final Server server;
    private final ServerConnector connector;
    private final Hall hall;
    private final PageFiles pages;
    private final LoopRunner sweeper;

    private RoomDoor(RoomServerProvider.Options options, Limits limits) {
        hall = new Hall(limits, options.token(), Ticker.system());
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("rooms");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("room-call-"));
        server = new Server(threads);
        connector = connector(options.host(), options.port());
        pages = new PageFiles(options.token().isPresent());
        server.setHandler(new RoomRoutes(server, hall, pages));
        server.setErrorHandler(RoomDoor::failed);
        server.setStopTimeout(1_000);
        sweeper = new LoopRunner(new Sweep(hall), SWEEPING, Ticker.system());
    }

    private static boolean failed(Request request, Response response, Callback callback) {
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable thrown
                && response.getStatus() >= 500) {
            LOG.atError().setMessage("A request failed").setCause(thrown).log();
        }
        new Exchange(request, response, callback)
                .problem(Math.max(400, response.getStatus()), "This is not a request that is answered here", "");
        return true;
    }

    /** @throws UncheckedIOException it cannot listen there */
    public static RoomDoor open(RoomServerProvider.Options options, Limits limits) {
        var door = new RoomDoor(options, limits);
        door.open();
        return door;
    }

    private ServerConnector connector(String host, int port) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16 * 1024);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        var made = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        made.setHost(host);
        made.setPort(port);
        made.setIdleTimeout(SILENT.toMillis());
        made.setShutdownIdleTimeout(100);
        made.setAcceptQueueSize(1024);
        server.addConnector(made);
        return made;
    }

    private void open() {
        try {
            connector.open();
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Cannot listen on " + connector.getHost() + ":" + connector.getPort() + " (rooms): "
                            + taken.getMessage() + ". Is another server running there?",
                    taken);
        }
        run(server::start, "start");
        sweeper.start();
    }

    @Override
    public String url() {
        String host = connector.getHost();
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + connector.getLocalPort();
    }

    @Override
    public void inviteFrom(String control) {
        pages.inviteFrom(control);
    }

    @Override
    public void close() {
        sweeper.close();
        connector.close();
        hall.close();
        run(server::stop, "stop");
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void run(Step step, String name) {
        try {
            step.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.atWarn()
                    .setMessage("Some clients of the rooms were cut off: they did not go in time")
                    .addKeyValue("why", String.valueOf(late.getMessage()))
                    .log();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("The server of rooms did not " + name, failed);
        }
    }

    private record Sweep(Hall hall) implements Loop {

        @Override
        public String name() {
            return "rooms-sweep";
        }

        @Override
        public Did step() {
            hall.sweep();
            return Did.NOTHING;
        }
    }
}
