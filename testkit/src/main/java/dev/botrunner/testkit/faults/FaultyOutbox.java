package dev.botrunner.testkit.faults;

import dev.botrunner.queue.Outbox;
import dev.botrunner.queue.OutboxEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

record FaultyOutbox(Outbox outbox, FaultyStore.Calls calls) implements Outbox {

    @Override
    public List<OutboxEntry> next(int limit, Duration wait) throws InterruptedException {
        return calls.waiting("outbox.next", () -> outbox.next(limit, wait));
    }

    @Override
    public void published(Collection<OutboxEntry> entries) {
        calls.call("outbox.published", () -> {
            outbox.published(entries);
            return entries;
        });
    }

    @Override
    public long waiting() {
        return calls.call("outbox.waiting", outbox::waiting);
    }
}
