package dev.botrunner.room.ws;

import dev.botrunner.loop.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A way to a port that can be cut: what goes through it then is lost, and who comes is turned away, until it is mended. */
final class Relay implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Socket> open = new ArrayList<>();
    private boolean cut;

    Relay(int target) throws IOException {
        this.target = target;
        Threads.virtual("relay", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void cut() {
        lock.lock();
        try {
            cut = true;
            open.forEach(Relay::close);
            open.clear();
        } finally {
            lock.unlock();
        }
    }

    void mend() {
        lock.lock();
        try {
            cut = false;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                connect(door.accept());
            }
        } catch (IOException e) {
            cut(); // closed: that is its end
        }
    }

    private void connect(Socket client) throws IOException {
        lock.lock();
        try {
            if (cut) {
                close(client);
                return;
            }
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            Threads.virtual("relay-up", () -> pump(client, server));
            Threads.virtual("relay-down", () -> pump(server, client));
        } finally {
            lock.unlock();
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one side is gone, so the other goes
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
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
