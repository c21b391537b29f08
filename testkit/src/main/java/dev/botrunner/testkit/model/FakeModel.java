package dev.botrunner.testkit.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.botrunner.loop.Threads;
import dev.botrunner.session.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A chat completions server that does what its scripts say: those that were given for one question each, in
 * order, then the standing one. Remembers what it was asked. Speaks HTTP/1.1 by hand, so that it can do wrong in every
 * way. From any thread.
 */
public final class FakeModel implements AutoCloseable {

    private static final long GUARD_SECONDS = 30;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Script> next = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();
    private Script standing = Script.says("Yes.");
    private Optional<String> key = Optional.empty();

    private FakeModel(ServerSocket server) {
        this.server = server;
    }

    public static FakeModel start() {
        return start(InetAddress.getLoopbackAddress());
    }

    /** At another address of this machine, for bots that are not on it. */
    public static FakeModel start(InetAddress address) {
        try {
            var server = new ServerSocket();
            server.bind(new InetSocketAddress(address, 0), 256);
            var model = new FakeModel(server);
            Threads.virtual("fake-model", model::listen);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("No port for the fake model", e);
        }
    }

    /** What {@code MODEL_URL} would be. */
    public String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/v1";
    }

    /** For one question each, in this order. */
    public FakeModel then(Script... scripts) {
        lock.lock();
        try {
            next.addAll(List.of(scripts));
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** For all questions that no other script is for. */
    public FakeModel always(Script script) {
        lock.lock();
        try {
            standing = script;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Answers nobody any more who does not show this key. */
    public FakeModel wants(String secret) {
        lock.lock();
        try {
            key = Optional.of(secret);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** What it was asked so far. */
    public List<Asked> asked() {
        lock.lock();
        try {
            return List.copyOf(asked);
        } finally {
            lock.unlock();
        }
    }

    /** How many connections were opened to it. */
    public int visits() {
        return visits.get();
    }

    /** The question of this number, the first is 1; waits for it. */
    public Asked awaitAsked(int number) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(GUARD_SECONDS);
        lock.lock();
        try {
            while (asked.size() < number) {
                if (left <= 0) {
                    throw new AssertionError("Asked " + asked.size() + " times so far, and not " + number + " times");
                }
                left = changed.awaitNanos(left);
            }
            return asked.get(number - 1);
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                visits.incrementAndGet();
                open.add(socket);
                Threads.virtual("fake-model-connection", () -> serve(socket));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            Optional<Request> request = request(in);
            while (request.isPresent() && answer(socket, in, request.get())) {
                request = request(in);
            }
        } catch (IOException e) {
            // the asker has gone, as askers may
        } finally {
            open.remove(socket);
        }
    }

    /** False: the connection is over. */
    private boolean answer(Socket socket, InputStream in, Request request) throws IOException {
        var player = new Player(in, socket.getOutputStream());
        if (isStranger(request)) {
            return player.play(Script.refuses(401, "invalid_api_key"), () -> {});
        }
        if (!request.path().endsWith("/chat/completions")) {
            return player.play(Script.whole("models"), () -> {});
        }
        var question = new Asked(
                request.path(),
                request.headers(),
                Json.parse(request.body()).asObj().orElse(Json.Obj.EMPTY));
        return player.play(remember(question), question::clientGone);
    }

    private Script remember(Asked question) {
        lock.lock();
        try {
            asked.add(question);
            changed.signalAll();
            return next.isEmpty() ? standing : next.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStranger(Request request) {
        lock.lock();
        try {
            String shown = request.headers().getOrDefault("authorization", "");
            return key.isPresent() && !shown.equals("Bearer " + key.get());
        } finally {
            lock.unlock();
        }
    }

    private record Request(String path, Map<String, String> headers, String body) {}

    private static Optional<Request> request(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
        return Optional.of(new Request(line.split(" ", -1)[1], headers, body));
    }

    private static String line(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The fake model cannot be closed", e);
        }
    }
}
