package dev.botrunner.run;

import dev.botrunner.session.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages for the bot, in order, each once: the link gives them again until it was told that they have been taken.
 * Bounded by what the mailbox at the control server holds. From any thread.
 */
final class Inbox {

    /** More than can wait in a mailbox, so that none of those that are given again is taken for new. */
    private static final int REMEMBERED = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final LinkedHashSet<String> known = new LinkedHashSet<>();
    private Optional<String> last = Optional.empty();
    private boolean hurried;

    void put(List<Message> messages) {
        lock.lock();
        try {
            for (Message message : messages) {
                if (known.add(message.id())) {
                    waiting.add(message);
                    if (known.size() > REMEMBERED) {
                        known.removeFirst();
                    }
                }
                last = Optional.of(message.id());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The id of the last one received. */
    Optional<String> last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody shall wait here: what is there is given, then nothing. */
    void hurry() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Message> take(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !hurried && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }
}
