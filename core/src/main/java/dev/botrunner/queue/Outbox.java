package dev.botrunner.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The events of written steps, in order for each source, until a broker has acknowledged them. Over 200,000 entries
 * {@code bot.session.progress} is left out, and joins are refused; steps are always written.
 */
public interface Outbox {

    /** The oldest entries, the same again until they are {@link #published}; waits when there are none. */
    List<OutboxEntry> next(int limit, Duration wait) throws InterruptedException;

    void published(Collection<OutboxEntry> entries);

    /** How many wait for their broker. */
    long waiting();
}
