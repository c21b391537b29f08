package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemoryAuditTest extends StoreAuditContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
