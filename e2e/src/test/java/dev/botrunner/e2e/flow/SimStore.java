package dev.botrunner.e2e.flow;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.Random;

/** The one store of a schedule, behind all faults. Its clock is the schedule's. */
public interface SimStore extends AutoCloseable {

    Duration RECORD_TTL = Duration.ofHours(72);

    /** Makes the store of one schedule, with nothing in it. */
    interface Maker {
        SimStore make(Caps caps, ManualTicker ticker, Random random);
    }

    Store store();

    /** Loses everything at once. */
    void forget();

    @Override
    void close();

    /** The one in memory: a schedule over it can be played again, step by step. */
    static SimStore memory(Caps caps, ManualTicker ticker, Random random) {
        var memory = new MemoryStore(caps, ticker, RECORD_TTL, random);
        return new SimStore() {
            private final Store store = memory.store();

            @Override
            public Store store() {
                return store;
            }

            @Override
            public void forget() {
                memory.forget();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
