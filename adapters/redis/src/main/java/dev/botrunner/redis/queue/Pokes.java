package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Subscription;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears over Pub/Sub that something was written, and tells those who wait: a hint, which may be lost. Its steps listen
 * until the connection breaks. A message has a line for each step: the session, for which bot there is one more to be
 * taken ({@code *}: for anybody; empty: for nobody), and how many events were left.
 */
final class Pokes implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Pokes.class);

    /** An answer to one of the pings must come within it. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Everybody may find something. */
    private static final String ALL = "*";

    private final RedisConnections connections;
    private final byte[] channel;
    private final Waiters waiters;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition subscribed = lock.newCondition();
    private final Listener listener = new Listener();
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private boolean listening;

    Pokes(RedisConnections connections, RedisKeys keys, Waiters waiters) {
        this.connections = connections;
        this.waiters = waiters;
        this.channel = keys.poke().getBytes(UTF_8);
    }

    private record Reader(Consumer<SessionId> consumer) {}

    @Override
    public String name() {
        return "pokes";
    }

    @Override
    public Did step() {
        if (closed) {
            return Did.FINISHED;
        }
        Connection made = connections.connect(SILENCE);
        connection = made;
        try {
            listener.proceed(made, channel);
        } catch (JedisException cut) {
            if (!closed) {
                throw cut;
            }
        } finally {
            connection = null;
            listening(false);
            RedisConnections.close(made);
        }
        return closed ? Did.FINISHED : Did.NOTHING;
    }

    /** A connection over which nothing came for so long might be dead: asks. */
    void ping() {
        if (listener.isSubscribed()) {
            listener.ping();
        }
    }

    void close() {
        closed = true;
        Connection there = connection;
        if (there != null) {
            RedisConnections.close(there);
        }
    }

    Subscription changes(Consumer<SessionId> consumer) {
        var reader = new Reader(consumer);
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    /** Waits until it listens, but not for ever: without it, everything is only slower. */
    void awaitListening(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (!listening && left > 0) {
                left = subscribed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void poked(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3) {
            poked(words[0], words[1], !words[2].equals("0"));
        }
    }

    private void poked(String session, String bot, boolean events) {
        if (bot.equals(ALL)) {
            waiters.anyWork();
        } else if (!bot.isEmpty()) {
            work(bot);
        }
        if (events) {
            waiters.events();
        }
        for (Reader reader : readers) {
            tell(reader, session);
        }
    }

    private void work(String bot) {
        try {
            waiters.work(new BotName(bot));
        } catch (IllegalArgumentException foreign) {
            LOG.atDebug().setCause(foreign).log("Somebody else speaks on our channel");
        }
    }

    private static void tell(Reader reader, String session) {
        try {
            reader.consumer().accept(new SessionId(session));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("session", session)
                    .setCause(e)
                    .log("A reader of changed records failed; the change stands");
        }
    }

    private void listening(boolean now) {
        lock.lock();
        try {
            listening = now;
            subscribed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Listener extends BinaryJedisPubSub {
        @Override
        public void onSubscribe(byte[] on, int count) {
            listening(true);
        }

        @Override
        public void onMessage(byte[] on, byte[] message) {
            new String(message, UTF_8).lines().forEach(Pokes.this::poked);
        }
    }
}
