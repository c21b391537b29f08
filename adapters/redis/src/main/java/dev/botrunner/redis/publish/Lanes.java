package dev.botrunner.redis.publish;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A few connections for short calls. Where all are in use, who comes waits a little, then is refused; after a failure to
 * connect everybody is refused at once for a moment, so that nobody piles up behind a server that is away. From any
 * thread.
 */
final class Lanes implements AutoCloseable {

    private static final int MOST = 8;
    private static final long REFUSING = Duration.ofMillis(250).toNanos();

    private final Dial dial;
    private final Duration patience;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(MOST, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile Broken broken;
    private volatile boolean closed;

    private record Broken(long until, RuntimeException cause) {}

    /** @param patience for an answer, and for a free connection */
    Lanes(Dial dial, Duration patience, Ticker ticker) {
        this.dial = dial;
        this.patience = patience;
        this.ticker = ticker;
        this.broken = new Broken(ticker.nanos() - 1, new JedisException("Never tried"));
    }

    /** Something said on one connection. */
    interface Talk<T> {
        T over(Connection connection);
    }

    /**
     * Says it, on a connection that nobody else uses meanwhile.
     *
     * @param doing what failed, if it fails: goes on after "Redis"
     * @throws DependencyException no connection, no answer, or an error for an answer
     */
    <T> T say(String doing, Talk<T> talk) {
        refuseWhileBroken(doing);
        if (!place()) {
            throw Trouble.busy();
        }
        try {
            Connection connection = connection();
            boolean sound = false;
            try {
                T answer = talk.over(connection);
                sound = true;
                return answer;
            } finally {
                giveBack(connection, sound);
            }
        } catch (JedisException e) {
            if (e instanceof JedisConnectionException) {
                broken = new Broken(ticker.nanos() + REFUSING, e);
            }
            throw Trouble.with(doing, e);
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private void refuseWhileBroken(String doing) {
        Broken last = broken;
        if (last.until - ticker.nanos() > 0) {
            throw Trouble.with(doing, last.cause);
        }
    }

    private boolean place() {
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Connection connection() {
        Connection known = idle.pollFirst();
        return known == null ? dial.dial(patience) : known;
    }

    /** An error may mean that it is the wrong server, so that only what went well is used again. */
    private void giveBack(Connection connection, boolean sound) {
        if (sound && !closed && !connection.isBroken()) {
            idle.addFirst(connection);
        } else {
            connection.close();
            drop();
        }
    }

    private void drop() {
        for (Connection old = idle.pollFirst(); old != null; old = idle.pollFirst()) {
            old.close();
        }
    }
}
