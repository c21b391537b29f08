package dev.botrunner.stream;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Pace;
import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * All streams of one control server: follows the broker once, and tells any number of clients what they may see. From
 * any thread. A crash cuts the clients, who come again with their cursors, here or at another replica.
 */
public final class EventFeed implements AutoCloseable {

    /** What opening came to. */
    public sealed interface Opened {

        /** To be begun, or it would wait for ever. */
        record Ready(OpenStream stream) implements Opened {}

        /** This client has had everything that there will be. */
        record Over() implements Opened {}

        record Full() implements Opened {}
    }

    private static final Pace SECONDS = new Pace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));

    private final StreamClient.Shared shared;
    private final FanOut fanOut = new FanOut();
    private final Optional<Pumps> pumps;
    private final Tail tail;
    private final LoopRunner ticks;
    private final AtomicLong cut = new AtomicLong();

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private final RandomGenerator random;
    private Optional<Subscription> following = Optional.empty();
    private int open;
    private boolean closed;

    /** Follows nothing yet: {@link #start}. */
    public EventFeed(
            EventTransport transport, Cursors cursors, Ticker ticker, StreamLimits limits, RandomGenerator random) {
        this(transport, cursors, ticker, limits, random, Optional.of(new Pumps(ticker)));
    }

    /** Without pumps, whoever tells a client something writes it too. */
    EventFeed(
            EventTransport transport,
            Cursors cursors,
            Ticker ticker,
            StreamLimits limits,
            RandomGenerator random,
            Optional<Pumps> pumps) {
        this.pumps = pumps;
        Hands hands = pumps.<Hands>map(some -> some).orElse(Outflow::pump);
        this.shared = new StreamClient.Shared(transport, cursors, hands, ticker, limits);
        this.random = random;
        this.tail = new Tail(fanOut, cursors);
        this.ticks = new LoopRunner(new Ticks(), SECONDS, ticker);
    }

    /** Follows the broker from now on. */
    public EventFeed start() {
        Subscription subscription = shared.transport().tail(tail);
        lock.lock();
        try {
            following = Optional.of(subscription);
        } finally {
            lock.unlock();
        }
        ticks.start();
        return this;
    }

    /**
     * Opens a stream; reads the first page of its history.
     *
     * @throws dev.botrunner.session.DependencyException the broker does not answer
     */
    public Opened open(StreamRequest request) {
        Optional<Cursor> cursor = request.cursor().map(text -> shared.cursors().read(text, request.scope()));
        if (cursor.isPresent() && cursor.get() instanceof Cursor.AtEnd) {
            return new Opened.Over();
        }
        Optional<Jitter> jitter = admitted();
        if (jitter.isEmpty()) {
            return new Opened.Full();
        }
        var client = new StreamClient(request, shared, jitter.get().rotateAfter(), this::gone);
        fanOut.attach(client);
        try {
            StreamStart start = StreamStart.of(shared, request.scope(), cursor, tail.position());
            client.outflow()
                    .add(start.frame(
                            shared.cursors(), request.scope(), jitter.get().retryMillis()));
            return new Opened.Ready(new OpenStream(client, new History(client, shared, start.first(), start.gap())));
        } catch (RuntimeException e) {
            client.outflow().abort();
            throw e;
        }
    }

    /** How many streams are open. */
    public int clients() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** How many events the broker has told us since we follow it: of one that stands still streams are silent. */
    public long heard() {
        return tail.heard();
    }

    /** How many clients were cut since they did not keep up. */
    public long cut() {
        return cut.get();
    }

    /** Lets nobody in any more, tells everybody to come again, and waits until they have gone; false: some have not. */
    public boolean shutDown(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        fanOut.forEach(client -> client.close(CloseReason.SHUTDOWN));
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (open > 0 && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return open == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything at once; see {@link #shutDown} for the polite way. */
    @Override
    public void close() {
        Optional<Subscription> subscription;
        lock.lock();
        try {
            closed = true;
            subscription = following;
        } finally {
            lock.unlock();
        }
        subscription.ifPresent(Subscription::close);
        ticks.close();
        fanOut.forEach(client -> client.outflow().abort());
        pumps.ifPresent(Pumps::close);
    }

    /** What time brings to the clients, a step each second. */
    Loop ticks() {
        return new Ticks();
    }

    private record Jitter(Duration rotateAfter, long retryMillis) {}

    private Optional<Jitter> admitted() {
        lock.lock();
        try {
            if (closed || open >= shared.limits().clients()) {
                return Optional.empty();
            }
            open++;
            double fifth = 0.8 + 0.4 * random.nextDouble();
            long rotateNanos = (long) (shared.limits().rotation().toNanos() * fifth);
            return Optional.of(new Jitter(Duration.ofNanos(rotateNanos), random.nextLong(2_000, 5_001)));
        } finally {
            lock.unlock();
        }
    }

    private void gone(StreamClient client) {
        fanOut.detach(client);
        if (client.wasSlow()) {
            cut.incrementAndGet();
        }
        lock.lock();
        try {
            open--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Ticks implements Loop {

        @Override
        public String name() {
            return "stream-ticks";
        }

        @Override
        public Did step() {
            fanOut.forEach(client -> client.tick(tail.position()));
            return Did.NOTHING;
        }
    }
}
