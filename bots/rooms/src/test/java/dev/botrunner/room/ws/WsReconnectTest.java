package dev.botrunner.room.ws;

import dev.botrunner.room.contract.ReconnectContract;
import dev.botrunner.room.contract.RoomsUnderTest;
import dev.botrunner.room.server.Limits;
import java.util.Optional;

final class WsReconnectTest extends ReconnectContract {

    @Override
    protected RoomsUnderTest rooms() {
        return new WsRoomsUnderTest(Limits.STANDARD, Optional.empty());
    }
}
