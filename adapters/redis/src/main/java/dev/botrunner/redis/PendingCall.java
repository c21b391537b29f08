package dev.botrunner.redis;

import dev.botrunner.session.DependencyException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** One command on its way: asked by one thread, carried by a lane. */
final class PendingCall {

    final boolean writes;

    /** Whether a replica must have what was written before. */
    final boolean durable;

    /** When, as nanoseconds of this process. */
    final long asked;

    private enum State {
        WAITING,
        SENT,
        LEFT
    }

    private final Saying command;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean alone;

    /** It was sent, and no answer came: whatever is said of another try, it may have been done. */
    private volatile boolean cutOff;

    private int tries;
    private @Nullable Object answer;
    private @Nullable RuntimeException failure;

    PendingCall(Saying command, boolean writes, boolean durable) {
        this(command, writes, durable, System.nanoTime());
    }

    private PendingCall(Saying command, boolean writes, boolean durable, long asked) {
        this.command = command;
        this.writes = writes;
        this.durable = durable;
        this.asked = asked;
    }

    Saying command() {
        return alone ? new Saying.Alone(command.arguments()) : command;
    }

    /** From now on it is not said together with others. */
    void apart() {
        alone = true;
    }

    /** The same in other words, once Redis has said that it does not know these: it is not forgotten what was cut off. */
    PendingCall saidAs(Saying other) {
        var again = new PendingCall(other, writes, durable, asked);
        again.cutOff = cutOff;
        return again;
    }

    /** False: it was answered, or nobody waits for it any more, and it must not be sent. */
    boolean send() {
        if (isTold() || !state.compareAndSet(State.WAITING, State.SENT)) {
            return false;
        }
        tries++;
        return true;
    }

    /** Back from a connection that broke, to be sent once more; false: it had its chance. */
    boolean again() {
        return tries < 2 && state.compareAndSet(State.SENT, State.WAITING);
    }

    /** What comes first stands. */
    void answered(@Nullable Object value) {
        if (told.compareAndSet(false, true)) {
            answer = value;
            done.countDown();
        }
    }

    void failed(RuntimeException why) {
        if (told.compareAndSet(false, true)) {
            failure = why;
            done.countDown();
        }
    }

    boolean isTold() {
        return told.get();
    }

    /** Its caller waits no longer: nothing was done where it was never sent. */
    void leave(String unsent, String sent) {
        if (!isTold()) {
            failed(state.getAndSet(State.LEFT) == State.WAITING ? unsent(unsent) : lost(sent));
        }
    }

    /** Waits without being interrupted: what was sent may have been done, and its caller has to know. */
    RedisReply await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.await();
                    return result();
                } catch (InterruptedException _) {
                    interrupted = true;
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
        return new RedisReply(answer, tries > 1 || cutOff);
    }

    /** Its connection broke before it answered. */
    void cutOff() {
        cutOff = true;
    }

    /** It could not be sent, this time. */
    DependencyException unsent(String what) {
        return cutOff ? lost(what) : RedisTrouble.unavailable(what);
    }

    /** Redis refuses it, and has done nothing, this time. That it does not know a script is for whoever can say it whole. */
    RuntimeException refused(JedisDataException error) {
        return cutOff && writes && !(error instanceof JedisNoScriptException)
                ? lost("Redis was cut off, and refuses it now: " + error.getMessage())
                : error;
    }

    /** Nobody knows what became of it. */
    DependencyException lost(String what) {
        return writes ? RedisTrouble.unknown(what) : RedisTrouble.unavailable(what);
    }
}
