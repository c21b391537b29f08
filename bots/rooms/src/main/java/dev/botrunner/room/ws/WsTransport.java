package dev.botrunner.room.ws;

import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransport;
import java.util.function.Consumer;

/** Rooms that speak our protocol. Each stay has two threads, one that hears and one that speaks. */
public final class WsTransport implements RoomTransport {

    private final Ticker ticker;

    public WsTransport(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public RoomStay enter(RoomEntry entry, Consumer<RoomEvent> ears) throws InterruptedException {
        var door = new Door(entry);
        Door.Answer welcome = door.join();
        var stay = new WsStay(door, ears, ticker);
        stay.begin(welcome);
        return stay;
    }
}
