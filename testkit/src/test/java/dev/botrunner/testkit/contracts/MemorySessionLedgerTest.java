package dev.botrunner.testkit.contracts;

import dev.botrunner.testkit.SettableCaps;

final class MemorySessionLedgerTest extends SessionLedgerContract {

    @Override
    protected StoreUnderTest open(SettableCaps caps) {
        return new MemoryUnderTest(caps);
    }
}
