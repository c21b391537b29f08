package dev.botrunner.testkit.faults;

import dev.botrunner.loop.Subscription;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.SessionLedger;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.Wrote;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Any store, with faults around each call of its ports. Readers of changes are told without any. */
public final class FaultyStore {

    private FaultyStore() {}

    public static Store around(Store store, Faults faults) {
        var calls = new Calls(faults);
        return new Store(
                new FaultyQueue(store.queue(), calls),
                new FaultyLedger(store.ledger(), calls),
                new FaultyOutbox(store.outbox(), calls),
                new FaultyLeases(store.leases(), calls),
                store.audit(),
                store.closing());
    }

    /** One call between its two places for faults. */
    record Calls(Faults faults) {

        <T> T call(String name, Supplier<T> call) {
            faults.before(name);
            T answer = call.get();
            faults.after(name);
            return answer;
        }

        <T> T waiting(String name, Waiting<T> call) throws InterruptedException {
            faults.before(name);
            T answer = call.get();
            faults.after(name);
            return answer;
        }

        interface Waiting<T> {
            T get() throws InterruptedException;
        }
    }

    private record FaultyLedger(SessionLedger ledger, Calls calls) implements SessionLedger {

        @Override
        public Seen find(SessionId id) {
            return calls.call("ledger.find", () -> ledger.find(id));
        }

        @Override
        public Optional<Seen> claimedBy(String pod) {
            return calls.call("ledger.claimedBy", () -> ledger.claimedBy(pod));
        }

        @Override
        public Optional<SessionSpec> spec(SessionId id) {
            return calls.call("ledger.spec", () -> ledger.spec(id));
        }

        @Override
        public Page page(Query query) {
            return calls.call("ledger.page", () -> ledger.page(query));
        }

        @Override
        public List<Seen> due(Due kind, int limit) {
            return calls.call("ledger.due", () -> ledger.due(kind, limit));
        }

        @Override
        public Wrote write(Seen seen, Step step) {
            return calls.call("ledger.write", () -> ledger.write(seen, step));
        }

        @Override
        public void confirm() {
            calls.call("ledger.confirm", () -> {
                ledger.confirm();
                return true;
            });
        }

        @Override
        public Subscription changes(Consumer<SessionId> reader) {
            return ledger.changes(reader);
        }

        @Override
        public Instant time() {
            return calls.call("ledger.time", ledger::time);
        }
    }
}
