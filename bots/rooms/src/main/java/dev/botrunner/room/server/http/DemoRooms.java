package dev.botrunner.room.server.http;

import dev.botrunner.room.server.Limits;
import dev.botrunner.run.RoomServer;
import dev.botrunner.run.RoomServerProvider;

/** Brings the demo rooms along. */
public final class DemoRooms implements RoomServerProvider {

    @Override
    public RoomServer start(Options options) {
        return RoomDoor.open(options, Limits.STANDARD);
    }
}
