/**
 * How a bot is in a room: the port that every kind of room is behind ({@link dev.botrunner.room.RoomTransport}), and its
 * words. Which kind it is, the scheme of the room's URL says; {@link dev.botrunner.room.Rooms} finds it.
 */
@NullMarked
package dev.botrunner.room;

import org.jspecify.annotations.NullMarked;
