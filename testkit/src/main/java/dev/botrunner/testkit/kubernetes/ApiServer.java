package dev.botrunner.testkit.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botrunner.loop.Threads;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An API server on loopback, without authorization: create, get, list by labels, watch from a version, delete by uid.
 * Objects of all kinds are kept as they come; nothing acts on them. From any thread.
 */
public final class ApiServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Threads.virtualPerTask("api-server-");
    private final StoredObjects objects = new StoredObjects();
    private final FaultPlan faults = new FaultPlan();
    private final AtomicInteger watchEpoch = new AtomicInteger();
    private volatile boolean watchable = true;
    private volatile boolean closed;

    private ApiServer(HttpServer server) {
        this.server = server;
    }

    public static ApiServer start() {
        try {
            var server =
                    new ApiServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.server.setExecutor(server.threads);
            server.server.createContext("/", server::handle);
            server.server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the next requests of that method below that path come to, one each. */
    public ApiServer script(String method, String path, ApiFault... next) {
        faults.add(method, path, List.of(next));
        return this;
    }

    /** How many requests of that method below that path came in. */
    public int asked(String method, String path) {
        return faults.asked(method, path);
    }

    /** An object made by somebody else; {@code metadata.name} names it. */
    public Json.Obj put(String collection, Json.Obj object) {
        return objects.create(collection, name(object), object)
                .orElseThrow(() -> new IllegalStateException("There is one of that name already: " + name(object)));
    }

    public Optional<Json.Obj> find(String path) {
        return objects.find(path);
    }

    /** The first object of a collection that has none, as soon as somebody makes it. */
    public Json.Obj awaitOne(String collection) throws InterruptedException {
        return objects.awaitOne(collection);
    }

    public List<Json.Obj> list(String collection) {
        return objects.list(collection);
    }

    public void change(String collection, String name, UnaryOperator<Json.Obj> how) {
        if (!objects.change(collection, name, how)) {
            throw new IllegalStateException("There is no " + collection + "/" + name);
        }
    }

    /** Somebody else removes it. */
    public void remove(String collection, String name) {
        objects.remove(collection, name);
    }

    /** All watches break while something happens, and none can be opened. */
    public void whileCut(Runnable something) {
        watchable = false;
        watchEpoch.incrementAndGet();
        try {
            something.run();
        } finally {
            watchable = true;
        }
    }

    /** Breaks all watches; new ones may be opened at once. */
    public void cutWatches() {
        watchEpoch.incrementAndGet();
    }

    /** Nobody can go on from a version before this moment: 410. */
    public void compact() {
        objects.compact();
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ApiRequest.of(exchange);
            // A connection is used once: after a cut it is of no use, and its client may not know yet.
            exchange.getResponseHeaders().set("Connection", "close");
            Optional<ApiFault> fault = faults.next(request.method(), request.path());
            if (fault.isEmpty()) {
                serve(exchange, request);
                return;
            }
            switch (fault.get()) {
                case ApiFault.Answers(int status, String body, var headers) -> {
                    headers.forEach(
                            (name, value) -> exchange.getResponseHeaders().set(name, value));
                    answer(exchange, status, body);
                }
                case ApiFault.LosesRequest _ -> throw new IOException("Cut on demand");
                case ApiFault.LosesAnswer _ -> {
                    var _ = done(request);
                    throw new IOException("Cut on demand");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange, ApiRequest request) throws IOException, InterruptedException {
        if (!request.isWatch()) {
            ApiReply reply = done(request);
            answer(exchange, reply.status(), reply.body().text());
        } else if (watchable) {
            watch(exchange, request);
        } else {
            answer(exchange, 503, "no watches for now");
        }
    }

    private ApiReply done(ApiRequest request) {
        return new ApiHandling(objects).handle(request);
    }

    private void watch(HttpExchange exchange, ApiRequest request) throws IOException, InterruptedException {
        int epoch = watchEpoch.get();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        long version = request.version().orElse(objects.version());
        while (!closed && epoch == watchEpoch.get()) {
            switch (objects.since(version, request.path())) {
                case StoredObjects.Since.Gone _ -> {
                    write(out, ApiHandling.tooOld());
                    return;
                }
                case StoredObjects.Since.Changes(var changes) -> {
                    for (StoredObjects.Change change : changes) {
                        version = change.version();
                        if (request.selects(change.object())) {
                            write(out, event(change.type(), change.object()));
                        }
                    }
                }
            }
        }
        throw new IOException("The watch is cut");
    }

    private static Json.Obj event(String type, Json.Obj object) {
        return Json.obj().put("type", type).put("object", object).build();
    }

    private static void write(OutputStream out, Json.Obj event) throws IOException {
        out.write((event.text() + "\n").getBytes(UTF_8));
        out.flush();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String name(Json.Obj object) {
        return object.objAt("metadata").flatMap(it -> it.textAt("name")).orElseThrow();
    }
}
