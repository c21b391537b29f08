package dev.botrunner.room.contract;

import dev.botrunner.room.RoomTransport;
import dev.botrunner.session.Secret;

/** Rooms that a contract suite uses. */
public interface RoomsUnderTest extends AutoCloseable {

    RoomTransport transport();

    /** Of a room that is there as soon as somebody comes. */
    String url(String room);

    /** The same room by a way that can be cut. */
    String shakyUrl(String room);

    /** Cuts the way of this one, who came by it. */
    void cut(String room, String identity);

    /** Nobody gets by it until this. */
    void mend(String room, String identity);

    /** By somebody in it who may. */
    void closeRoom(String room) throws Exception;

    /** How many events a seat keeps for who is away. */
    int replay();

    /** Rooms that want a token, or hold so many. */
    RoomsUnderTest with(Secret token, int places);

    /** A URL behind which nobody answers. */
    String deadUrl();

    @Override
    void close();
}
