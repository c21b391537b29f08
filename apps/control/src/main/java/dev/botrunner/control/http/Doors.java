package dev.botrunner.control.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: some ports, each with its own endpoints, on one small pool of threads. */
public final class Doors implements AutoCloseable {

    static final int HEADER_BYTES = 128 * 1024;

    /** Longer than anything that is held on purpose: a wait of 60 s, a heartbeat of 15 s. */
    private static final Duration IDLE = Duration.ofSeconds(90);

    private final Server server;
    private final Map<String, ServerConnector> connectors = new LinkedHashMap<>();

    public Doors(List<Door> doors, Optional<Tls> tls) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("call-"));
        server = new Server(threads);
        for (Door door : doors) {
            connectors.put(door.name(), connector(door, door.name().equals("manage") ? Optional.empty() : tls));
        }
        server.setHandler(new ByDoor(doors));
        server.setErrorHandler(new ProblemErrors());
        server.setStopTimeout(1_000);
    }

    private ServerConnector connector(Door door, Optional<Tls> tls) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setInputBufferSize(16 * 1024);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setIdleTimeout(IDLE.toMillis());
        if (tls.isPresent()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = tls.isPresent()
                ? new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(tls.get().factory(), plain.getProtocol()), plain)
                : new ServerConnector(server, 1, 1, plain);
        connector.setName(door.name());
        connector.setHost(door.address().host());
        connector.setPort(door.address().port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(100);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        return connector;
    }

    /** Opens all ports, or none. */
    public void open() {
        connectors.forEach((name, connector) -> {
            try {
                connector.open();
            } catch (IOException taken) {
                close();
                throw new UncheckedIOException(
                        "Cannot listen on " + connector.getHost() + ":" + connector.getPort() + " (" + name + "): "
                                + taken.getMessage() + ". Is another server running there?",
                        taken);
            }
        });
        run(server::start, "start");
    }

    /** Where a port listens in fact. */
    public Address address(String door) {
        ServerConnector connector = connector(door);
        return new Address(connector.getHost(), connector.getLocalPort());
    }

    /** Takes no more connections on this port; those that are open stay. */
    public void shut(String door) {
        connector(door).close();
    }

    @Override
    public void close() {
        run(server::stop, "stop");
    }

    private ServerConnector connector(String door) {
        ServerConnector connector = connectors.get(door);
        if (connector == null) {
            throw new IllegalStateException("There is no port named " + door);
        }
        return connector;
    }

    private static void run(Step step, String name) {
        try {
            step.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("The HTTP server did not " + name, failed);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Leads a request to what is behind the port that it came by. */
    private static final class ByDoor extends Handler.Abstract {
        private final Map<String, Request.Handler> inside = new LinkedHashMap<>();

        ByDoor(List<Door> doors) {
            doors.forEach(door -> inside.put(door.name(), door.inside()));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String door = request.getConnectionMetaData().getConnector().getName();
            Request.Handler handler = inside.get(door);
            return handler != null && handler.handle(request, response, callback);
        }
    }
}
