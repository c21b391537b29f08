package dev.botrunner.e2e.topology;

import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.process.SocketTable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The link of a fleet's workers and runners: one address before all control servers, which knows each call. At an armed
 * place the caller is killed before its call goes on, or when it was answered, or its answer gets lost. From any thread.
 */
final class LinkGate implements AutoCloseable {

    private final ServerSocket listening;
    private final Path folder;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<Place>> armed = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Long>> met = new AtomicReference<>(Optional.empty());
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> ports = List.of();

    private enum When {
        BEFORE,
        AFTER,
        LOST
    }

    private record Place(When when, String call, Set<Long> spared) {}

    /** @param folder that the callers work for */
    LinkGate(Path folder) {
        this.folder = folder;
        try {
            listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No gate can listen", e);
        }
        Threads.platform("gate", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From the next connection on. */
    void to(List<Integer> all) {
        ports = List.copyOf(all);
    }

    /**
     * The next call of this name meets it.
     *
     * @param place such as {@code before redeem}, {@code after claim}, {@code lost finish}
     * @param spared processes whose calls go by
     */
    void arm(String place, Set<Long> spared) {
        String[] words = place.split(" ", 2);
        met.set(Optional.empty());
        armed.set(Optional.of(new Place(When.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], spared)));
    }

    /** Waits until the place was met, and until who is to die of it is dead. */
    void awaitMet(String place) {
        Patience.until(place + " to be met", () -> met.get().isPresent());
        if (!place.startsWith("lost ")) {
            met.get().ifPresent(ProcessTable::awaitGone);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Threads.virtual("gated", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = connected()) {
            open.add(server);
            InputStream asked = new BufferedInputStream(client.getInputStream());
            InputStream answered = new BufferedInputStream(server.getInputStream());
            boolean more = true;
            while (more) {
                more = pass(HttpMessage.read(asked), client, server, answered);
            }
        } catch (IOException over) {
            // One of them has gone.
        } finally {
            open.remove(client);
            open.removeIf(Socket::isClosed);
        }
    }

    /** False where the caller is dead, or must not learn the answer. */
    private boolean pass(HttpMessage request, Socket client, Socket server, InputStream answered) throws IOException {
        String call = request.call();
        if (isTaken(call, Set.of(When.BEFORE), client)) {
            return false;
        }
        server.getOutputStream().write(request.bytes());
        HttpMessage answer = HttpMessage.read(answered);
        boolean something = !call.equals("claim") || answer.text().contains("\"ticket\"");
        if (something && isTaken(call, Set.of(When.AFTER, When.LOST), client)) {
            return false;
        }
        client.getOutputStream().write(answer.bytes());
        return true;
    }

    /** Whoever takes the place away is the one; it is killed here where it is to die. */
    private boolean isTaken(String call, Set<When> moments, Socket client) {
        Optional<Place> now = armed.get();
        if (now.isEmpty()
                || !now.get().call().equals(call)
                || !moments.contains(now.get().when())) {
            return false;
        }
        Optional<Long> caller =
                SocketTable.holder(client.getPort(), listening.getLocalPort(), ProcessTable.workingFor(folder));
        if (caller.isEmpty()
                || now.get().spared().contains(caller.get())
                || !armed.compareAndSet(now, Optional.empty())) {
            return false;
        }
        if (now.get().when() != When.LOST) {
            Signal.KILL.to(caller.get());
        }
        met.set(caller);
        return true;
    }

    private Socket connected() throws IOException {
        List<Integer> now = ports;
        int first = turn.getAndIncrement();
        for (int i = 0; i < now.size(); i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), now.get(Math.floorMod(first + i, now.size())));
            } catch (IOException nobodyThere) {
                // The next one.
            }
        }
        throw new IOException("No control server is there");
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(LinkGate::close);
    }
}
