package dev.botrunner.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botrunner.loop.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the API server of the real cluster, on loopback, and asks it with the rights of a launcher; loses or
 * holds what a test says. From any thread.
 */
final class ApiFilter implements AutoCloseable {

    private static final int GONE = 410;
    private static final int BUFFER = 16 * 1024;

    private final HttpServer server;
    private final ApiWay way;
    private final ExecutorService threads = Threads.virtualPerTask("api-filter-");
    private final Queue<Rule> rules = new ConcurrentLinkedQueue<>();
    private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
    private final AtomicInteger watched = new AtomicInteger();
    private volatile boolean breaks;

    private ApiFilter(HttpServer server, ApiWay way) {
        this.server = server;
        this.way = way;
    }

    static ApiFilter before(ClusterNamespace namespace) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var filter = new ApiFilter(server, ApiWay.of(namespace));
            server.setExecutor(filter.threads);
            server.createContext("/", filter::handle);
            server.start();
            return filter;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What becomes of one request. */
    private sealed interface Rule {

        String method();

        String part();

        /** It is done, and nobody hears of it. */
        record LosesAnswer(String method, String part) implements Rule {}

        /** It is on its way until it is let go, perhaps when nobody waits for it any more. */
        record Holds(String method, String part, Held held) implements Rule {}

        /** It is told of, and then goes its way. */
        record Tells(String method, String part, Runnable told) implements Rule {}

        /** Something happens before it is asked, or when it was done; nobody hears of it. */
        record Breaks(String method, String part, boolean done, Runnable breaks) implements Rule {}

        /** It is answered here. */
        record Answers(String method, String part, int status, String body) implements Rule {}
    }

    /** A request that is on its way. */
    static final class Held {

        private final CountDownLatch let = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);

        /** It arrives now; returns when it was answered. */
        void arrives() throws InterruptedException {
            let.countDown();
            done.await();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void loseAnswer(String method, String part) {
        rules.add(new Rule.LosesAnswer(method, part));
    }

    Held hold(String method, String part) {
        var held = new Held();
        rules.add(new Rule.Holds(method, part, held));
        return held;
    }

    /** When such a request comes. */
    void tell(String method, String part, Runnable told) {
        rules.add(new Rule.Tells(method, part, told));
    }

    /**
     * Such a request is not answered.
     *
     * @param done whether the API server does it
     * @param breaks what happens then
     */
    void breakAt(String method, String part, boolean done, Runnable breaks) {
        rules.add(new Rule.Breaks(method, part, done, breaks));
    }

    /** The next watch is told that its version is forgotten. */
    void forgetVersion() {
        rules.add(new Rule.Answers("GET", "watch=true", GONE, """
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version",\
                "reason":"Expired","code":410}"""));
    }

    /** All open watches break off. */
    void cutWatches() {
        watches.forEach(HttpExchange::close);
    }

    /** From now on each watch breaks off once it has told something. */
    void breakWatches() {
        breaks = true;
        cutWatches();
    }

    /** How many watches have been opened so far. */
    int watched() {
        return watched.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Rule> rule = rule(exchange);
            if (rule.isEmpty()) {
                pass(exchange, body);
                return;
            }
            switch (rule.get()) {
                case Rule.LosesAnswer _ -> read(way.ask(exchange, body));
                case Rule.Tells here -> {
                    here.told().run();
                    pass(exchange, body);
                }
                case Rule.Breaks here -> {
                    if (here.done()) {
                        read(way.ask(exchange, body));
                    }
                    here.breaks().run();
                }
                case Rule.Answers here ->
                    answer(exchange, here.status(), here.body().getBytes(UTF_8));
                case Rule.Holds late -> {
                    late.held().let.await();
                    ApiWay.Answer answer = way.ask(exchange, body);
                    byte[] text = read(answer);
                    late.held().done.countDown();
                    answer(exchange, answer.status(), text);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Rule> rule(HttpExchange exchange) {
        String asked = exchange.getRequestURI().toString();
        return List.copyOf(rules).stream()
                .filter(rule -> exchange.getRequestMethod().equals(rule.method()) && asked.contains(rule.part()))
                .filter(rules::remove)
                .findFirst();
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        boolean watch = exchange.getRequestURI().toString().contains("watch=true");
        ApiWay.Answer answer = way.ask(exchange, body);
        try (InputStream in = answer.body()) {
            if (!watch) {
                answer(exchange, answer.status(), in.readAllBytes());
                return;
            }
            watches.add(exchange);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), 0);
            watched.incrementAndGet();
            copy(in, exchange.getResponseBody());
        } finally {
            watches.remove(exchange);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
            if (breaks) {
                return;
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] read(ApiWay.Answer answer) throws IOException {
        try (InputStream in = answer.body()) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        cutWatches();
        server.stop(0);
        threads.shutdownNow();
        way.close();
    }
}
