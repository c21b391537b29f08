package dev.botrunner.queue.memory;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A place in a line: higher priority first, then age.
 *
 * @param since from when its launch has waited, whatever was tried meanwhile
 */
record Turn(int priority, Instant since, SessionId id) implements Comparable<Turn> {

    /** The place that a head asks for, where it stands in line at all. */
    static Optional<Turn> of(SessionHead head) {
        return head.isInLine()
                ? Optional.of(new Turn(head.about().priority(), head.waitingSince(), head.id()))
                : Optional.empty();
    }

    @Override
    public int compareTo(Turn other) {
        int order = Integer.compare(other.priority, priority);
        if (order == 0) {
            order = since.compareTo(other.since);
        }
        return order == 0 ? id.compareTo(other.id) : order;
    }
}
