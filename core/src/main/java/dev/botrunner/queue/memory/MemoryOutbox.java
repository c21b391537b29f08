package dev.botrunner.queue.memory;

import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.OutboxEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The outbox's port. */
final class MemoryOutbox implements Outbox {

    private final MemoryStore store;

    MemoryOutbox(MemoryStore store) {
        this.store = store;
    }

    @Override
    public List<OutboxEntry> next(int limit, Duration wait) throws InterruptedException {
        if (!store.awaitEvents(wait)) {
            return List.of();
        }
        return store.step(tables -> tables.events.oldest(limit));
    }

    @Override
    public void published(Collection<OutboxEntry> entries) {
        store.step(tables -> {
            tables.events.published(entries);
            return entries;
        });
    }

    @Override
    public long waiting() {
        return store.step(tables -> tables.events.size());
    }
}
