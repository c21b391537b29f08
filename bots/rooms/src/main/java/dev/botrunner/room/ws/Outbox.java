package dev.botrunner.room.ws;

import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.TextSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What goes to the room, kept until the room says that it has it, so that a new connection can go on where the old one
 * broke off. Pieces that wait are put together. Bounded: what does not fit is refused.
 */
final class Outbox {

    static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_MESSAGES = 4_096;

    /** Of text in one message: at worst each byte is written with six. */
    private static final int PIECE_BYTES = 2 * 1024;

    private static final int MOST_ASIDE = 16;

    /** Guards all below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<Saying> kept = new ArrayDeque<>();
    private final Deque<String> aside = new ArrayDeque<>();
    private Optional<String> last = Optional.empty();
    private int bytes;
    private long numbered;
    private long seat;

    /** One message of an utterance. */
    private static final class Saying {
        private final long number;
        private final String utterance;
        private final StringBuilder text = new StringBuilder();
        private int bytes;
        private String state = "open";
        private boolean sent;

        Saying(long number, String utterance) {
            this.number = number;
            this.utterance = utterance;
        }

        String message() {
            JsonBuilder message = Json.obj().put("type", "say").put("n", number).put("utterance", utterance);
            if (!text.isEmpty()) {
                message.put("text", text.toString());
            }
            return message.put("state", state).build().text();
        }
    }

    /** Counts seats: what was begun at an older one goes nowhere. */
    long seat() {
        return under(() -> seat);
    }

    /** False: there is no place for it, or it belongs to a seat that is given up. */
    boolean say(long ofSeat, String utterance, String text) {
        return under(() -> {
            int size = TextSize.length(text);
            if (ofSeat != seat || last.isPresent() || bytes + size > MOST_BYTES || kept.size() >= MOST_MESSAGES) {
                return false;
            }
            int at = 0;
            while (at < text.length()) {
                Saying saying = open(utterance);
                at = fill(saying, text, at);
            }
            changed.signalAll();
            return true;
        });
    }

    private Saying open(String utterance) {
        Saying latest = kept.peekLast();
        if (latest != null
                && !latest.sent
                && latest.utterance.equals(utterance)
                && latest.state.equals("open")
                && latest.bytes < PIECE_BYTES - 4) {
            return latest;
        }
        var next = new Saying(++numbered, utterance);
        kept.add(next);
        return next;
    }

    private int fill(Saying saying, String text, int from) {
        int at = from;
        while (at < text.length()) {
            int next = text.offsetByCodePoints(at, 1);
            int width = TextSize.length(text.substring(at, next));
            if (saying.bytes + width > PIECE_BYTES) {
                break;
            }
            saying.text.append(text, at, next);
            saying.bytes += width;
            bytes += width;
            at = next;
        }
        return at;
    }

    void finish(long ofSeat, String utterance, String state) {
        under(() -> {
            if (ofSeat == seat && last.isEmpty()) {
                open(utterance).state = state;
                changed.signalAll();
            }
            return state;
        });
    }

    /** Of no use later. The oldest such goes where too many wait. */
    void mention(String message) {
        under(() -> {
            aside.add(message);
            if (aside.size() > MOST_ASIDE) {
                aside.remove();
            }
            changed.signalAll();
            return message;
        });
    }

    /** After all that waits; nothing more is taken. */
    void end(String message) {
        under(() -> {
            last = Optional.of(message);
            changed.signalAll();
            return message;
        });
    }

    void acknowledged(long number) {
        under(() -> {
            while (!kept.isEmpty() && kept.element().number <= number) {
                bytes -= kept.remove().bytes;
            }
            return number;
        });
    }

    /** A new connection to the same seat, which has had all up to this number. */
    void again(long received) {
        acknowledged(received);
        under(() -> {
            kept.forEach(saying -> saying.sent = false);
            aside.clear();
            return received;
        });
    }

    /** A new seat: nothing of the old one counts. */
    void anew() {
        under(() -> {
            kept.clear();
            aside.clear();
            bytes = 0;
            numbered = 0;
            return ++seat;
        });
    }

    /** Whoever waits looks again. */
    void wake() {
        under(() -> {
            changed.signalAll();
            return bytes;
        });
    }

    /** What is to be written next. */
    record Next(Optional<String> message, boolean isLast) {}

    /** Waits for it, at most so long. A connection that is not open gets nothing: it would be marked as sent. */
    Next next(BooleanSupplier isOpen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (isOpen.getAsBoolean()) {
                Optional<Next> ready = ready();
                if (ready.isPresent()) {
                    return ready.get();
                }
                if (left <= 0) {
                    break;
                }
                left = changed.awaitNanos(left);
            }
            return new Next(Optional.empty(), false);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Next> ready() {
        for (Iterator<Saying> from = kept.iterator(); from.hasNext(); ) {
            Saying saying = from.next();
            if (!saying.sent) {
                saying.sent = true;
                return Optional.of(new Next(Optional.of(saying.message()), false));
            }
        }
        if (!aside.isEmpty()) {
            return Optional.of(new Next(Optional.of(aside.remove()), false));
        }
        return last.map(message -> new Next(Optional.of(message), true));
    }

    private interface Work<T> {
        T done();
    }

    private <T> T under(Work<T> work) {
        lock.lock();
        try {
            return work.done();
        } finally {
            lock.unlock();
        }
    }
}
