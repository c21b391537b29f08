package dev.botrunner.room.ws;

import dev.botrunner.room.RoomTransport;
import dev.botrunner.room.RoomTransportProvider;
import java.util.Set;

/** Opens rooms that speak our protocol. The address of a room's page is the address of the room. */
public final class WsTransportProvider implements RoomTransportProvider {

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https", "ws", "wss");
    }

    @Override
    public RoomTransport open(Options options) {
        return new WsTransport(options.ticker());
    }
}
