package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemoryPodClaimsTest extends PodClaimsContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
