package dev.botrunner.room.memory;

import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.RoomTransport;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Room;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Rooms in memory, each made when it is first named. A bot under test gets this in the place of what its URL would find. */
public final class MemoryRooms implements RoomTransport {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss", "memory");

    private final Map<String, MemoryRoom> rooms = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;

    /** The room of this URL: one, however it is spelled. */
    public MemoryRoom room(String url) {
        return switch (Room.parse(url, SCHEMES)) {
            case Room.Parsed(Room room) -> rooms.computeIfAbsent(room.key(), _ -> new MemoryRoom());
            case Room.Faulty(String detail) -> throw new RoomRefused(RoomRefused.Why.UNKNOWN, "Its URL: " + detail);
        };
    }

    /** Whether anybody gets to a room at all. */
    public void reachable(boolean now) {
        reachable = now;
    }

    @Override
    public RoomStay enter(RoomEntry entry, Consumer<RoomEvent> ears) {
        if (!reachable) {
            throw new DependencyException(
                    new Failure(ErrorCode.ROOM_UNAVAILABLE, "The room does not answer: try again later"));
        }
        return room(entry.url()).enter(entry, ears);
    }
}
