package dev.botrunner.e2e.topology;

import dev.botrunner.loop.Threads;
import dev.botrunner.testkit.process.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One address before several ports of loopback: each connection goes to the next one that takes it. From any thread. */
final class Balancer implements AutoCloseable {

    private static final int PIECE = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> ports = List.of();
    private volatile long delayMillis;

    Balancer() {
        try {
            listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No balancer can listen", e);
        }
        Threads.platform("balancer", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From the next connection on. */
    void to(List<Integer> all) {
        ports = List.copyOf(all);
    }

    /** From now on each piece, either way, comes so much later. */
    void slow(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /** Cuts everybody, as when an address moves. */
    void cut() {
        open.forEach(Balancer::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Threads.virtual("balanced", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        List<Integer> now = ports;
        int first = turn.getAndIncrement();
        for (int i = 0; i < now.size(); i++) {
            int port = now.get(Math.floorMod(first + i, now.size()));
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(server);
                Threads.virtual("balanced-back", () -> copy(server, client));
                copy(client, server);
                return;
            } catch (IOException nobodyThere) {
                // The next one.
            }
        }
        close(client);
    }

    private void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (delayMillis > 0) {
                    Patience.pause(delayMillis);
                }
                out.write(piece, 0, read);
            }
        } catch (IOException over) {
            // One of them has gone.
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
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
        cut();
    }
}
