/** Into rooms by WebSocket, with the messages of {@code docs/reference/room-protocol.md}: what the demo rooms speak. */
@NullMarked
package dev.botrunner.room.ws;

import org.jspecify.annotations.NullMarked;
