package dev.botrunner.room.memory;

import dev.botrunner.room.RoomTransport;
import dev.botrunner.room.contract.RoomsUnderTest;
import dev.botrunner.session.Secret;

final class MemoryRoomsUnderTest implements RoomsUnderTest {

    private final MemoryRooms rooms = new MemoryRooms();

    @Override
    public RoomTransport transport() {
        return rooms;
    }

    @Override
    public String url(String room) {
        return "memory://rooms.example/" + room;
    }

    @Override
    public String shakyUrl(String room) {
        return url(room);
    }

    @Override
    public void cut(String room, String identity) {
        rooms.room(url(room)).drop(identity);
    }

    @Override
    public void mend(String room, String identity) {
        rooms.room(url(room)).mend(identity);
    }

    @Override
    public void closeRoom(String room) {
        rooms.room(url(room)).close();
    }

    @Override
    public int replay() {
        return MemorySeat.MOST_MISSED;
    }

    @Override
    public RoomsUnderTest with(Secret token, int places) {
        var strict = new MemoryRoomsUnderTest();
        strict.rooms.room(url("den")).token(token);
        strict.rooms.room(url("den")).places(places);
        return strict;
    }

    @Override
    public String deadUrl() {
        rooms.reachable(false);
        return url("dead");
    }

    @Override
    public void close() {}
}
