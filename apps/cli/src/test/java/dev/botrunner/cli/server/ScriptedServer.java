package dev.botrunner.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives the answers it was told, one for each request, and keeps the requests. */
public final class ScriptedServer implements AutoCloseable {

    /** What it was asked. */
    public record Asked(String method, String target, String body, Map<String, List<String>> headers) {
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst();
        }
    }

    /** What it answers. Without an end the connection stays open until the server is closed. */
    public record Told(int status, String type, String body, Map<String, String> headers, boolean ends) {

        public static Told json(int status, String body) {
            return new Told(
                    status, status < 400 ? "application/json" : "application/problem+json", body, Map.of(), true);
        }

        public static Told stream(String body) {
            return new Told(200, "text/event-stream", body, Map.of(), true);
        }

        public static Told openStream(String body) {
            return new Told(200, "text/event-stream", body, Map.of(), false);
        }

        public Told with(String header, String value) {
            return new Told(status, type, body, Map.of(header, value), ends);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Told> script = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public ScriptedServer(Told... answers) throws IOException {
        script.addAll(List.of(answers));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked onlyOne() {
        if (asked.size() != 1) {
            throw new AssertionError("Expected one request, but there were " + asked);
        }
        return asked.getFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                body,
                Map.copyOf(exchange.getRequestHeaders())));
        Told told = Optional.ofNullable(script.poll()).orElse(Told.json(500, "{\"title\": \"The script is over\"}"));
        told.headers().forEach(exchange.getResponseHeaders()::set);
        if (told.status() == 204) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", told.type());
        exchange.sendResponseHeaders(told.status(), 0);
        OutputStream out = exchange.getResponseBody();
        out.write(told.body().getBytes(UTF_8));
        out.flush();
        if (told.ends()) {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
