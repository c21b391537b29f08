package dev.botrunner.redis.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Subscription;
import dev.botrunner.redis.RedisConnections;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;

/**
 * Hears over Pub/Sub that something was written: a hint, which may be lost. Whoever waits looks for itself when one
 * comes, and every second without. Its steps listen until the connection breaks.
 */
final class Pokes implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Pokes.class);

    /** An answer to one of the pings must come within it. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Everybody may find something. */
    private static final String ALL = "*";

    private final RedisConnections connections;
    private final byte[] channel;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition subscribed = lock.newCondition();
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
    private final Listener listener = new Listener();
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private boolean listening;

    Pokes(RedisConnections connections, RedisKeys keys) {
        this.connections = connections;
        this.channel = keys.poke().getBytes(UTF_8);
    }

    private record Reader(Consumer<SessionId> consumer) {}

    /** Somebody who waits, and which pokes concern it. */
    private final class Waiter {
        private final Predicate<Poke> concerned;
        private final Condition poked = lock.newCondition();
        private boolean woken;

        private Waiter(Predicate<Poke> concerned) {
            this.concerned = concerned;
        }
    }

    /** What a step said: whose record it was, for which bot there may be work, how many events it left. */
    private record Poke(String session, String bot, boolean events) {}

    /** Something that is looked for. */
    interface Looking<T> {
        T look();
    }

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

    /** Looks, and again whenever there may be work for one of the bots; true once it was found. */
    boolean awaitWork(Set<BotName> bots, Duration atMost, Looking<Boolean> work) throws InterruptedException {
        return await(
                poke -> poke.bot().equals(ALL)
                        || bots.stream().anyMatch(bot -> bot.name().equals(poke.bot())),
                atMost,
                work);
    }

    boolean awaitEvents(Duration atMost, Looking<Boolean> events) throws InterruptedException {
        return await(Poke::events, atMost, events);
    }

    private boolean await(Predicate<Poke> concerned, Duration atMost, Looking<Boolean> looking)
            throws InterruptedException {
        var waiter = new Waiter(concerned);
        waiters.add(waiter);
        try {
            long until = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
            while (true) {
                if (looking.look()) {
                    return true;
                }
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                sleep(waiter, Math.min(left, LOOK.toNanos()));
            }
        } finally {
            waiters.remove(waiter);
        }
    }

    private void sleep(Waiter waiter, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!waiter.woken && left > 0) {
                left = waiter.poked.awaitNanos(left);
            }
            waiter.woken = false;
        } finally {
            lock.unlock();
        }
    }

    private void poked(Poke poke) {
        lock.lock();
        try {
            for (Waiter waiter : waiters) {
                if (waiter.concerned.test(poke)) {
                    waiter.woken = true;
                    waiter.poked.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
        for (Reader reader : readers) {
            tell(reader, poke.session());
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
            String[] words = new String(message, UTF_8).split(" ", -1);
            if (words.length == 3) {
                poked(new Poke(words[0], words[1], !words[2].equals("0")));
            }
        }
    }
}
