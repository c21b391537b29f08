package dev.botrunner.queue.memory;

import dev.botrunner.queue.Enqueued;
import dev.botrunner.queue.LaunchQueue;
import dev.botrunner.queue.NewSession;
import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.BotName;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queue's port. */
final class MemoryQueue implements LaunchQueue {

    private final MemoryStore store;

    MemoryQueue(MemoryStore store) {
        this.store = store;
    }

    @Override
    public Enqueued enqueue(NewSession session) {
        return store.step(tables -> new Intake(tables).admit(session));
    }

    @Override
    public Optional<Seen> next(RequestId request, Map<BotName, Duration> bots, Duration hold) {
        return store.step(tables -> new Marks(tables).next(request, bots, hold));
    }

    @Override
    public boolean retire(RequestId request) {
        return store.step(tables -> new Marks(tables).retire(request));
    }

    @Override
    public boolean isRetired(RequestId request) {
        return store.step(tables -> tables.requests.isRetired(request));
    }

    @Override
    public QueueDepth depth() {
        return store.step(tables -> new Depths(tables).depth());
    }

    @Override
    public Optional<QueuePlace> place(SessionId id) {
        return store.step(tables -> new Depths(tables).place(id));
    }

    /** Returns at once while there is anybody to offer, even one that has not waited long enough for the caller. */
    @Override
    public boolean awaitWork(Set<BotName> bots, Duration atMost) throws InterruptedException {
        return store.awaitWork(tables -> !tables.isQuiet() && tables.lines.offers(bots, tables.headroom), atMost);
    }
}
