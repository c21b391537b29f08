package dev.botrunner.room.memory;

import dev.botrunner.room.contract.ReconnectContract;
import dev.botrunner.room.contract.RoomsUnderTest;

final class MemoryReconnectTest extends ReconnectContract {

    @Override
    protected RoomsUnderTest rooms() {
        return new MemoryRoomsUnderTest();
    }

    /** A seat in memory is gone with its eviction, and hears of it at once. */
    @Override
    protected void mendWhereItIsStillThere() {}
}
