package dev.botrunner.room;

import java.util.function.Consumer;

/**
 * How a bot is in rooms of one kind. From any thread; each stay is on its own.
 *
 * <p><b>What is heard</b> comes to the ears one event at a time and in the order in which it happened in the room, each
 * after the one before it was taken in; not necessarily by the same thread. The first may come before {@code enter} has
 * returned. Ears may speak, ask for the roster and leave; they must not wait for what comes to them later. After {@link
 * RoomEvent.Closed}, and after {@link RoomStay#leave}, nothing comes any more.
 *
 * <p><b>A lost connection</b> is mended by the transport, which says {@link RoomEvent.Away} and {@link RoomEvent.Back}: in
 * between, nobody else sees the bot leave as long as the room keeps its seat (for the demo rooms 30 s), and what was said
 * meanwhile, on either side, comes afterwards, once and in order, as far as the bounds of the transport reach.
 *
 * <p><b>A crash</b> of this process loses the stay: the room sees the bot as gone when it has missed it for long enough.
 * One identity is in a room once; whoever comes with it last is in, and the older one is {@link RoomEvent.Why#EVICTED}.
 */
public interface RoomTransport {

    /**
     * Blocks until the bot is in. An interrupt gives up, and nobody is left in the room.
     *
     * @param ears told of all that happens in the room from now on, but not of what the bot does itself
     * @throws RoomRefused the room, or what guards it, does not want this participant: trying the same again is useless,
     *     except where it was {@link RoomRefused.Why#FULL}
     * @throws dev.botrunner.session.DependencyException the room could not be reached, or did not answer in 10 s
     */
    RoomStay enter(RoomEntry entry, Consumer<RoomEvent> ears) throws InterruptedException;
}
