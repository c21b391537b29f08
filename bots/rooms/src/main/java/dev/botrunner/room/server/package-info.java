/**
 * The demo rooms: what happens in them, as {@code docs/reference/room-protocol.md} says it. Nothing here knows how the
 * messages travel; that is in {@code http}.
 */
@NullMarked
package dev.botrunner.room.server;

import org.jspecify.annotations.NullMarked;
