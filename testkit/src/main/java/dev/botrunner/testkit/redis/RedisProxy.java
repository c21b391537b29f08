package dev.botrunner.testkit.redis;

import dev.botrunner.loop.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between clients and a Redis that speaks no TLS, and does to chosen requests what networks and sick servers do.
 * It knows where each request and each answer begins and ends. Closing it cuts everybody. From any thread.
 */
public final class RedisProxy implements AutoCloseable {

    private final int server;
    private final ServerSocket listening;
    private final Set<ProxiedClient> clients = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Rule> rules = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moving = lock.newCondition();
    private boolean frozen;
    private volatile boolean refusing;

    /** A fault for the next so many requests whose first word is this. */
    private record Rule(String command, Fault fault, AtomicInteger left) {}

    private RedisProxy(int server) {
        this.server = server;
        try {
            this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("No proxy can listen", e);
        }
        Threads.virtual("redis-proxy", this::accept);
    }

    /** In front of a server. It need not run yet. */
    public static RedisProxy before(RedisServer server) {
        return new RedisProxy(server.port());
    }

    public int port() {
        return listening.getLocalPort();
    }

    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** The next request of this command, of whichever client, meets this fault. */
    public void next(String command, Fault fault) {
        next(1, command, fault);
    }

    /** The next so many requests of this command do. */
    public void next(int count, String command, Fault fault) {
        rules.add(new Rule(command.toUpperCase(Locale.ROOT), fault, new AtomicInteger(count)));
    }

    /** No fault waits any more. */
    public void heal() {
        rules.clear();
        refusing = false;
        thaw();
    }

    /** Whether all faults have happened that were planned. */
    public boolean isSpent() {
        return rules.stream().allMatch(rule -> rule.left.get() <= 0);
    }

    /** Cuts all connections that there are. */
    public void cut() {
        clients.forEach(ProxiedClient::close);
    }

    /** Cuts all connections, and each new one at once. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Nothing moves in either direction, connections stay open and new ones are taken: a black hole. */
    public void freeze() {
        lock.lock();
        try {
            frozen = true;
        } finally {
            lock.unlock();
        }
    }

    public void thaw() {
        lock.lock();
        try {
            frozen = false;
            moving.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many clients are connected. */
    public int clients() {
        return clients.size();
    }

    @Override
    public void close() {
        refuse();
        thaw();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is to happen to this request; it is spent with that. */
    Optional<Fault> fault(List<String> words) {
        String command = words.getFirst().toUpperCase(Locale.ROOT);
        return rules.stream()
                .filter(rule -> rule.command.equals(command) && rule.left.getAndDecrement() > 0)
                .findFirst()
                .map(Rule::fault);
    }

    void awaitMoving() {
        lock.lock();
        try {
            while (frozen) {
                moving.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void gone(ProxiedClient client) {
        clients.remove(client);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                new ProxiedClient(this, client, server).start(clients::add);
            } catch (IOException closedOrCut) {
                // The next one is another matter.
            }
        }
    }
}
