package dev.botrunner.room.memory;

import dev.botrunner.room.contract.RoomTransportContract;
import dev.botrunner.room.contract.RoomsUnderTest;

final class MemoryRoomsTest extends RoomTransportContract {

    @Override
    protected RoomsUnderTest rooms() {
        return new MemoryRoomsUnderTest();
    }
}
