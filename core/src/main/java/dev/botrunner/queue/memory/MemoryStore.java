package dev.botrunner.queue.memory;

import dev.botrunner.loop.Subscription;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue, ledger, outbox and leases in the memory of one process. It dies with it: accepted is only what this process
 * remembers. Every call is one step under one lock, costs the logarithm of what is stored, and waits for nobody but
 * other calls; those that wait for work or events let go of the lock meanwhile.
 *
 * <p>Readers of changes are called by whoever made the change, after the lock was let go: they must be quick.
 */
public final class MemoryStore {

    /** How long a store that forgot gives nothing out. */
    public static final Duration QUIET_AFTER_LOSS = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(MemoryStore.class);
    private static final String EPOCH_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int EPOCH_LENGTH = 8;

    private final Caps caps;
    private final StoreClock clock;
    private final Duration recordTtl;
    private final RandomGenerator random;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    private final ReentrantLock tablesLock = new ReentrantLock();
    private final Condition newWork = tablesLock.newCondition();
    private final Condition newEvents = tablesLock.newCondition();
    private Tables tables;

    private final MemoryLeases leases;

    public MemoryStore(Caps caps, Ticker ticker, Duration recordTtl) {
        this(caps, ticker, recordTtl, RandomGenerator.getDefault());
    }

    /** @param random where epochs come from: a seeded one makes runs that can be repeated */
    public MemoryStore(Caps caps, Ticker ticker, Duration recordTtl, RandomGenerator random) {
        this.caps = caps;
        this.clock = new StoreClock(ticker);
        this.recordTtl = recordTtl;
        this.random = random;
        this.tables = new Tables(epoch(random), clock, caps, recordTtl, Duration.ZERO);
        this.leases = new MemoryLeases(clock);
    }

    private record Reader(Consumer<SessionId> consumer) {}

    /** The ports. Closing them does nothing: whoever waits is interrupted by whoever started it. */
    public Store store() {
        return new Store(
                new MemoryQueue(this),
                new MemoryLedger(this),
                new MemoryOutbox(this),
                leases,
                new MemoryAudit(this),
                () -> {});
    }

    /** Loses everything at once, as a store does that is started again empty: another epoch, no record, no lease. */
    public void forget() {
        tablesLock.lock();
        try {
            tables = new Tables(epoch(random), clock, caps, recordTtl, QUIET_AFTER_LOSS);
            newWork.signalAll();
            newEvents.signalAll();
        } finally {
            tablesLock.unlock();
        }
        leases.forget();
    }

    StoreClock clock() {
        return clock;
    }

    /** One step: all of it or, when it throws before it changed anything, nothing. */
    <T> T step(Function<Tables, T> work) {
        List<SessionId> changed;
        T result;
        tablesLock.lock();
        try {
            tables.tidy();
            result = work.apply(tables);
            changed = tables.takeChanged();
            wake();
        } finally {
            tablesLock.unlock();
        }
        if (!changed.isEmpty() && !readers.isEmpty()) {
            changed.forEach(this::tell);
        }
        return result;
    }

    /** Waits until somebody may find work; true: it looks so. */
    boolean awaitWork(Function<Tables, Boolean> there, Duration atMost) throws InterruptedException {
        return await(newWork, () -> there.apply(tables), atMost);
    }

    /** Waits until the outbox holds something. */
    boolean awaitEvents(Duration atMost) throws InterruptedException {
        return await(newEvents, () -> !tables.events.isEmpty(), atMost);
    }

    Subscription subscribe(Consumer<SessionId> consumer) {
        var reader = new Reader(consumer);
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    private boolean await(Condition condition, BooleanSupplier there, Duration atMost) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        tablesLock.lockInterruptibly();
        try {
            tables.tidy();
            while (!there.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = condition.awaitNanos(left);
                tables.tidy();
            }
            return true;
        } finally {
            tablesLock.unlock();
        }
    }

    private void wake() {
        if (tables.takeNews()) {
            newWork.signalAll();
        }
        if (!tables.events.isEmpty()) {
            newEvents.signalAll();
        }
    }

    private void tell(SessionId id) {
        for (Reader reader : readers) {
            try {
                reader.consumer().accept(id);
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("session", id.value())
                        .setCause(e)
                        .log("A reader of changed records failed; the change stands");
            }
        }
    }

    private static String epoch(RandomGenerator random) {
        var epoch = new StringBuilder(EPOCH_LENGTH);
        for (int i = 0; i < EPOCH_LENGTH; i++) {
            epoch.append(EPOCH_DIGITS.charAt(random.nextInt(EPOCH_DIGITS.length())));
        }
        return epoch.toString();
    }
}
