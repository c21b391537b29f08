package dev.botrunner.room;

import dev.botrunner.loop.Ticker;
import java.util.Set;

/** Opens transports into rooms of some URL schemes. Found by {@link java.util.ServiceLoader}, see {@link Rooms}. */
public interface RoomTransportProvider {

    /** In lower case. */
    Set<String> schemes();

    /** Connects to nothing yet. */
    RoomTransport open(Options options);

    /** What a transport needs. More is added here, so that providers need not change. */
    record Options(Ticker ticker) {}
}
