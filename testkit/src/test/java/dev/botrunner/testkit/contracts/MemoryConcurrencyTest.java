package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemoryConcurrencyTest extends ConcurrencyContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
