package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Hearing;
import dev.botrunner.queue.Store;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionId;
import java.time.Duration;

/** What a pool asks the store about its pods. Confined to one thread. */
public final class PoolDesk {

    private final Store store;
    private final PoolBoard board;
    private final RefillBudget budget;
    private final Hearing hearing;
    private long term;

    /**
     * @param lostAfter within which whoever lives has spoken: what its store has forgotten is known again by a runner's next
     *     beat, and no runner is lost before its silence has lasted so long
     */
    public PoolDesk(Store store, Duration lostAfter, PoolBoard board, RefillBudget budget, Ticker ticker) {
        this.store = store;
        this.board = board;
        this.budget = budget;
        this.hearing = new Hearing(ticker, lostAfter);
    }

    PoolBoard board() {
        return board;
    }

    RefillBudget budget() {
        return budget;
    }

    /** Whether the pod has claimed a session, now or before. */
    boolean hasClaimed(String uid) {
        return store.ledger().claimedBy(uid).isPresent();
    }

    /**
     * Whether a store that knows of no session of a pod proves that it has none. Not shortly after we have begun to ask,
     * or the store has forgotten something: pods that run sessions must have had time to say so.
     */
    boolean knowsAll() {
        return hearing.counts(term, asked());
    }

    /** Looks whether the store is still the one that was asked before, in this term of the duty's lease. */
    public void look(long leaseTerm) {
        term = leaseTerm;
        hearing.heard(term, asked());
    }

    private Seen asked() {
        return store.ledger().find(SessionId.NOBODY);
    }

    /** True: it has claimed nothing and never will, as far as the store knows. */
    boolean sendAway(String uid) {
        return store.queue().retire(RequestId.ofPod(uid));
    }
}
