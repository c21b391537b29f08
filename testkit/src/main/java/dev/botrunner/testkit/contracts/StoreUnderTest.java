package dev.botrunner.testkit.contracts;

import dev.botrunner.queue.Store;
import java.time.Duration;

/** One store, empty at first, as the suites of its ports need it. */
public interface StoreUnderTest extends AutoCloseable {

    Store store();

    /**
     * Lets at least so much time pass, for the store and for leases that it gave. Where its clock cannot be moved, the
     * implementation decides how: an offset that its scripts know, or waiting.
     */
    void advance(Duration by);

    /** The store loses all that it holds, and comes back as one that forgot. */
    void forget();

    @Override
    void close();
}
