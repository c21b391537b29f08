package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemoryLeasesTest extends LeasesContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
