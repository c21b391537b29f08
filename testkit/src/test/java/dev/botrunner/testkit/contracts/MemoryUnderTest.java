package dev.botrunner.testkit.contracts;

import dev.botrunner.queue.Caps;
import dev.botrunner.queue.Store;
import dev.botrunner.queue.memory.MemoryStore;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;

/** The store in memory, on a clock that the test moves. */
final class MemoryUnderTest implements StoreUnderTest {

    private final ManualTicker ticker = new ManualTicker();
    private final MemoryStore memory;
    private final Store store;

    MemoryUnderTest(Caps caps) {
        memory = new MemoryStore(caps, ticker, Duration.ofDays(3));
        store = memory.store();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void advance(Duration by) {
        ticker.advance(by);
    }

    @Override
    public void forget() {
        memory.forget();
    }

    @Override
    public void close() {
        store.close();
    }
}
