package dev.botrunner.queue.memory;

import dev.botrunner.loop.Subscription;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ledger's port. */
final class MemoryLedger implements SessionLedger {

    private final MemoryStore store;

    MemoryLedger(MemoryStore store) {
        this.store = store;
    }

    @Override
    public Seen find(SessionId id) {
        return store.step(tables -> tables.seen(id));
    }

    @Override
    public Optional<Seen> claimedBy(String pod) {
        return store.step(tables -> tables.pods.of(pod).map(tables::seen));
    }

    @Override
    public Optional<SessionSpec> spec(SessionId id) {
        return store.step(tables -> tables.records.find(id).flatMap(Stored::spec));
    }

    @Override
    public Page page(Query query) {
        return store.step(tables -> tables.pages.page(query));
    }

    @Override
    public List<Seen> due(Due kind, int limit) {
        return store.step(tables -> {
            Dues dues = switch (kind) {
                case DATES -> tables.dates;
                case SILENCE -> tables.silences;
            };
            return dues.due(tables.clock.now(), limit).stream()
                    .map(tables::seen)
                    .toList();
        });
    }

    @Override
    public Wrote write(Seen seen, Step step) {
        return store.step(tables -> new Writer(tables).write(seen, step));
    }

    /** It dies with its process, and so does whoever was told. */
    @Override
    public void confirm() {}

    @Override
    public Subscription changes(Consumer<SessionId> reader) {
        return store.subscribe(reader);
    }

    @Override
    public Instant time() {
        return store.clock().now();
    }
}
