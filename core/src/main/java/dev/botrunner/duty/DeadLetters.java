package dev.botrunner.duty;

import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Published;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Envelopes that a broker will never take: counted, and the newest of them kept for whoever looks. From any thread. */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int KEPT = 1_000;

    /** Guards the two below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<DeadLetter> newest = new ArrayDeque<>();
    private long count;

    public record DeadLetter(Envelope envelope, Published.Code code) {}

    void add(Envelope envelope, Published.Code code) {
        long number;
        lock.lock();
        try {
            number = ++count;
            if (newest.size() == KEPT) {
                newest.removeFirst();
            }
            newest.addLast(new DeadLetter(envelope, code));
        } finally {
            lock.unlock();
        }
        // A broker that refuses everything must not fill the log as well.
        if (Long.bitCount(number) != 1) {
            return;
        }
        LOG.atWarn()
                .setMessage("The broker refused an event for good; it is kept as a dead letter")
                .addKeyValue("dead", number)
                .addKeyValue("source", envelope.source())
                .addKeyValue("sequence", envelope.sequence())
                .addKeyValue("type", envelope.type())
                .addKeyValue("code", code.word())
                .log();
    }

    /** How many in the life of this process. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The newest, at most 1,000, oldest first. */
    public List<DeadLetter> newest() {
        lock.lock();
        try {
            return List.copyOf(newest);
        } finally {
            lock.unlock();
        }
    }
}
