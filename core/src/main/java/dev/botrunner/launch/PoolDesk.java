package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.Store;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.Optional;

/** What a pool asks the store about its pods. Confined to one thread. */
public final class PoolDesk {

    /** No session has this id: asking for it tells the store's epoch. */
    private static final SessionId NOBODY = new SessionId("00000000000000000000000000");

    /**
     * What its store has forgotten is known again by a runner's next beat, and no runner is lost before its silence has
     * lasted so long.
     */
    private static final Duration ALL_HAVE_SPOKEN = Duration.ofSeconds(45);

    private final Store store;
    private final PoolBoard board;
    private final RefillBudget budget;
    private final Ticker ticker;
    private Optional<String> epoch = Optional.empty();
    private long since;

    public PoolDesk(Store store, PoolBoard board, RefillBudget budget, Ticker ticker) {
        this.store = store;
        this.board = board;
        this.budget = budget;
        this.ticker = ticker;
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
        look();
        return ticker.since(since).compareTo(ALL_HAVE_SPOKEN) >= 0;
    }

    /** Looks whether the store is still the one that was asked before. */
    public void look() {
        String now = store.ledger().find(NOBODY).epoch();
        if (epoch.filter(now::equals).isEmpty()) {
            epoch = Optional.of(now);
            since = ticker.nanos();
        }
    }

    /** What the store knew when it was asked last may not be so any more. */
    void doubt() {
        epoch = Optional.empty();
    }

    /** True: it has claimed nothing and never will, as far as the store knows. */
    boolean sendAway(String uid) {
        return store.queue().retire(RequestId.ofPod(uid));
    }
}
