package dev.botrunner.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** One connection and the thread that sends over it what waits, in batches. */
final class CallLane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CallLane.class);
    static final String FAILED_HERE = "Calls of Redis failed here: see the log";
    private static final int BATCH = 64;
    private static final Duration LOOK = Duration.ofMillis(250);

    private final RedisConnections connections;
    private final LinkedBlockingDeque<PendingCall> waiting;
    private final Breaker breaker;
    private final BooleanSupplier closed;
    private final List<PendingCall> batch = new ArrayList<>(BATCH);
    private @Nullable WatchedConnection connection;

    CallLane(
            RedisConnections connections,
            LinkedBlockingDeque<PendingCall> waiting,
            Breaker breaker,
            BooleanSupplier closed) {
        this.connections = connections;
        this.waiting = waiting;
        this.breaker = breaker;
        this.closed = closed;
    }

    @Override
    public void run() {
        try {
            while (!closed.getAsBoolean()) {
                tryStep();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
            refuseAll("The connections to Redis are closed");
        }
    }

    /** Whatever goes wrong, those who come next are carried. */
    private void tryStep() throws InterruptedException {
        try {
            step();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("Calls of Redis failed for a reason that nobody expected");
            drop();
            batch.forEach(call -> call.leave(FAILED_HERE, FAILED_HERE));
        }
    }

    private void step() throws InterruptedException {
        batch.clear();
        PendingCall first = waiting.pollFirst(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            if (breaker.isOpen()) {
                probe();
            }
            return;
        }
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        carry();
    }

    /** Asks whether Redis is there, so that callers need not find out. */
    private void probe() {
        try {
            Connection asked = connected();
            asked.sendCommand(Command.PING);
            asked.getOne();
            breaker.close();
        } catch (JedisDataException error) {
            drop();
            breaker.open(RedisTrouble.connecting(connections.url(), error));
        } catch (RuntimeException failed) {
            drop();
            breaker.open(RedisTrouble.connecting(connections.url(), failed));
        }
    }

    private void carry() {
        Connection over;
        try {
            over = connected();
        } catch (RuntimeException failed) {
            String why = RedisTrouble.connecting(connections.url(), failed);
            breaker.open(why);
            batch.forEach(call -> call.failed(call.unsent(why)));
            refuseAll(why);
            return;
        }
        batch.removeIf(call -> !call.send());
        if (!batch.isEmpty()) {
            new Batch(batch, waiting, breaker, connections.times().replica()).carry(over);
            if (over.isBroken() || !over.isConnected()) {
                drop();
            }
        }
    }

    /** One that is heard: what is cut off from here on may have been done. */
    private Connection connected() {
        WatchedConnection there = connection;
        if (there != null && !there.stands()) {
            drop();
            there = null;
        }
        if (there == null) {
            there = connections.watched();
            connection = there;
        }
        return there;
    }

    private void drop() {
        WatchedConnection there = connection;
        connection = null;
        if (there != null) {
            RedisConnections.close(there);
        }
    }

    private void refuseAll(String why) {
        for (PendingCall call = waiting.pollFirst(); call != null; call = waiting.pollFirst()) {
            call.failed(call.unsent(why));
        }
    }
}
