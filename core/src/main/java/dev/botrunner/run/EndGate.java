package dev.botrunner.run;

import dev.botrunner.link.Answer;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where a session's end is decided within its process. The first order to leave stands, the first word of the bot stands,
 * and once the end is decided nothing changes it any more. From any thread.
 */
public final class EndGate implements EndSignal {

    /** The reason of an order that came by SIGTERM. */
    public static final String EVICTED = "evicted";

    /** The reason of an order to oneself: the link has been silent for too long. */
    public static final String LINK_LOST = "link_lost";

    static final String MAX_DURATION = "max_duration";

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<EndOrder> order = Optional.empty();
    private Optional<RunnerEnd> word = Optional.empty();
    private Answer standing = Answer.GO_ON;
    private long orderedAt;
    private boolean closed;
    private long version;

    public EndGate(Ticker ticker) {
        this.ticker = ticker;
    }

    /** How it came out. */
    public sealed interface End {

        /** @param code what the process leaves with */
        record Word(RunnerEnd word, ExitCode code) implements End {}

        /** Nothing is to be said: the session is over, or another's. */
        record Over() implements End {}
    }

    /** True: this was the first order, and it came in time. */
    public boolean order(EndOrder given) {
        return change(() -> {
            if (order.isPresent() || closed) {
                return false;
            }
            order = Optional.of(given);
            orderedAt = ticker.nanos();
            return true;
        });
    }

    /** The link says that this runner is not the session's any more. */
    void over(Answer answer) {
        change(() -> {
            if (answer != Answer.GO_ON && !closed && standing == Answer.GO_ON) {
                standing = answer;
            }
            return true;
        });
    }

    /** The bot has returned, or crashed. */
    void returned(RunnerEnd end) {
        change(() -> {
            word = word.isPresent() ? word : Optional.of(end);
            return true;
        });
    }

    boolean isOver() {
        return read(() -> standing != Answer.GO_ON);
    }

    boolean hasReturned() {
        return read(word::isPresent);
    }

    /** Whether the bot may not enter its room any more. */
    boolean isLeaving() {
        return read(() -> order.isPresent() || standing != Answer.GO_ON || word.isPresent());
    }

    @Override
    public Optional<EndOrder> order() {
        lock.lock();
        try {
            return order;
        } finally {
            lock.unlock();
        }
    }

    /** What is left of the good-bye; absent without an order. */
    Optional<Duration> graceLeft() {
        lock.lock();
        try {
            return order.map(given -> given.grace().minus(ticker.since(orderedAt)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<EndOrder> await(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (order.isEmpty() && standing == Answer.GO_ON && left > 0) {
                left = changed.awaitNanos(left);
            }
            return order;
        } finally {
            lock.unlock();
        }
    }

    /** Grows with each change. */
    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has changed since that version, at most so long. */
    void awaitChange(long since, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (version == since && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the bot has returned or the session is over, at most so long. */
    void awaitReturn(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (word.isEmpty() && standing == Answer.GO_ON && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Decides the end: what comes later changes nothing. */
    End close() {
        lock.lock();
        try {
            closed = true;
            if (standing != Answer.GO_ON) {
                return new End.Over();
            }
            OptionalInt code = word.map(RunnerEnd::exitCode).orElse(OptionalInt.empty());
            Optional<String> detail =
                    word.isPresent() ? word.get().detail() : Optional.of("The bot did not leave within its good-bye");
            return order.isPresent()
                    ? ordered(order.get().reason(), code, detail)
                    : own(word.orElseGet(() -> RunnerEnd.failed("bot_crashed", 1, "The bot ended without a word")));
        } finally {
            lock.unlock();
        }
    }

    /** The order's reason stands; the bot's own word adds its code and detail. */
    private End ordered(String reason, OptionalInt code, Optional<String> detail) {
        return switch (reason) {
            case EVICTED ->
                new End.Word(
                        new RunnerEnd(false, EVICTED, OptionalInt.of(ExitCode.TERMINATED.number()), detail),
                        ExitCode.TERMINATED);
            case LINK_LOST ->
                new End.Word(new RunnerEnd(false, LINK_LOST, OptionalInt.of(1), detail), ExitCode.CRASHED);
            case MAX_DURATION ->
                new End.Word(new RunnerEnd(true, MAX_DURATION, code, detail), ExitCode.ofBot(code.orElse(0)));
            default -> {
                // the control server knows the reason already; should it have forgotten, the bot's word is the next
                // best
                RunnerEnd said = word.orElseGet(() -> new RunnerEnd(true, "done", code, detail));
                yield new End.Word(said, ExitCode.ofBot(code.orElse(0)));
            }
        };
    }

    private static End own(RunnerEnd said) {
        int code = said.exitCode().orElse(said.completed() ? 0 : 1);
        return new End.Word(said, ExitCode.ofBot(code));
    }

    private boolean change(BooleanSupplier change) {
        lock.lock();
        try {
            boolean did = change.getAsBoolean();
            version++;
            changed.signalAll();
            return did;
        } finally {
            lock.unlock();
        }
    }

    private boolean read(BooleanSupplier look) {
        lock.lock();
        try {
            return look.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
