package dev.botrunner.testkit;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Clerk;
import dev.botrunner.queue.Clerk.Entered;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.session.Claimant;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Instance;
import dev.botrunner.session.Lifecycle;
import dev.botrunner.session.Retry;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Verdict;
import java.time.Duration;
import java.util.function.Function;

/** A session as a launcher gets it: claimed, with its spec. It stands in a store of its own. */
public final class LaunchedSession {

    private static final Lifecycle RULES = Lifecycle.standard();
    private static final Claimant DISPATCHER = new Claimant(new Instance("dispatcher"), Claimant.Kind.LAUNCHER);

    private final ManualTicker ticker;
    private final Store store;
    private final SessionHead head;

    private LaunchedSession(ManualTicker ticker, Store store, SessionHead head) {
        this.ticker = ticker;
        this.store = store;
        this.head = head;
    }

    public static LaunchedSession one() {
        var ticker = new ManualTicker();
        Store store = new MemoryStore(Caps.limitedBy(1), ticker, Duration.ofHours(1)).store();
        var sample = SampleSession.one();
        store.queue().enqueue(sample.asOf(store.ledger()));
        var accepted = new LaunchedSession(
                ticker, store, store.ledger().find(sample.id()).head().orElseThrow());
        return accepted.enter(seen -> RULES.claimed(seen, DISPATCHER));
    }

    public SessionHead head() {
        return head;
    }

    public SessionSpec spec() {
        return store.ledger().spec(head.id()).orElseThrow();
    }

    /** The present attempt has failed, and the next one is claimed. */
    public LaunchedSession nextAttempt() {
        var failure = new Failure(ErrorCode.UNSCHEDULABLE, "No node takes it");
        enter(seen -> RULES.refused(seen, head.progress().attempt(), failure, new Retry.NextAttempt()));
        ticker.advance(Duration.ofSeconds(10));
        enter(RULES::date);
        return enter(seen -> RULES.claimed(seen, DISPATCHER));
    }

    private LaunchedSession enter(Function<Seen, Verdict> rule) {
        var changed = (Entered.Changed) new Clerk(store.ledger()).enter(head.id(), rule);
        return new LaunchedSession(ticker, store, changed.head());
    }
}
