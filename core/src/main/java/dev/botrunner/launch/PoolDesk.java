package dev.botrunner.launch;

import dev.botrunner.queue.Store;
import dev.botrunner.session.RequestId;

/** What a pool asks the store about its pods. */
public record PoolDesk(Store store, PoolBoard board, RefillBudget budget) {

    /** Whether the pod has claimed a session, now or before. */
    boolean hasClaimed(String uid) {
        return store.ledger().claimedBy(uid).isPresent();
    }

    /** True: it has claimed nothing and never will. */
    boolean sendAway(String uid) {
        return store.queue().retire(RequestId.ofPod(uid));
    }
}
