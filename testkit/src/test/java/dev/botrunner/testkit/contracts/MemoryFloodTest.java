package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemoryFloodTest extends FloodContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
