package dev.botrunner.redis;

import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** One command on its way: asked by one thread, carried by a lane. */
final class PendingCall {

    final boolean writes;

    /** Whether a replica must have what was written before. */
    final boolean durable;

    private enum State {
        WAITING,
        SENT,
        LEFT
    }

    private final Saying command;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean alone;
    private int tries;
    private @Nullable Object answer;
    private @Nullable RuntimeException failure;

    PendingCall(Saying command, boolean writes, boolean durable) {
        this.command = command;
        this.writes = writes;
        this.durable = durable;
    }

    Saying command() {
        return alone ? new Saying.Alone(command.arguments()) : command;
    }

    /** From now on it is not said together with others. */
    void apart() {
        alone = true;
    }

    /** False: nobody waits for it any more, and it must not be sent. */
    boolean send() {
        if (state.get() == State.LEFT) {
            return false;
        }
        tries++;
        return state.compareAndSet(State.WAITING, State.SENT);
    }

    /** Back from a connection that broke, to be sent once more; false: it had its chance. */
    boolean again() {
        return tries < 2 && state.compareAndSet(State.SENT, State.WAITING);
    }

    /** What comes first stands. */
    void answered(@Nullable Object value) {
        if (done.getCount() > 0) {
            answer = value;
            done.countDown();
        }
    }

    void failed(RuntimeException why) {
        if (done.getCount() > 0) {
            failure = why;
            done.countDown();
        }
    }

    /** Waits without being interrupted: what was sent may have been done, and its caller has to know. */
    RedisReply await(Duration atMost) {
        long left = atMost.toNanos();
        long until = System.nanoTime() + left;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(left, TimeUnit.NANOSECONDS) ? result() : left();
                } catch (InterruptedException _) {
                    interrupted = true;
                    left = until - System.nanoTime();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RedisReply result() {
        RuntimeException failed = failure;
        if (failed instanceof JedisDataException error) {
            throw error;
        }
        if (failed instanceof DependencyException dependency) {
            throw new DependencyException(dependency.failure(), dependency);
        }
        if (failed != null) {
            throw new IllegalStateException("A call of Redis failed for a reason that nobody expected", failed);
        }
        return new RedisReply(answer, tries > 1);
    }

    private RedisReply left() {
        if (state.compareAndSet(State.WAITING, State.LEFT)) {
            throw RedisTrouble.unavailable("Redis did not take a command in time");
        }
        throw lost("Redis did not answer in time");
    }

    /** Nobody knows what became of it. */
    DependencyException lost(String what) {
        return writes ? RedisTrouble.unknown(what) : RedisTrouble.unavailable(what);
    }
}
