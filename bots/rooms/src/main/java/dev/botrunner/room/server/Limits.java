package dev.botrunner.room.server;

import java.time.Duration;

/**
 * Everything here has a bound.
 *
 * @param rooms at once; the next join of a new one is refused
 * @param participants in a room, those who look on included
 * @param replay events that a seat keeps for a client that comes back
 * @param replayBytes likewise
 * @param history utterances that a newcomer is shown
 * @param historyBytes likewise, of text
 * @param seatKept how long a seat waits for a client whose connection broke
 * @param seatKeptShort likewise, for one that closed it in order: a page that is loaded again, or is gone
 * @param roomKept how long an empty room is kept
 */
public record Limits(
        int rooms,
        int participants,
        int replay,
        int replayBytes,
        int history,
        int historyBytes,
        Duration seatKept,
        Duration seatKeptShort,
        Duration roomKept) {

    /** The largest message of a client, in bytes of UTF-8. */
    public static final int MESSAGE_BYTES = 16 * 1024;

    public static final Limits STANDARD = new Limits(
            1_000,
            100,
            512,
            1024 * 1024,
            100,
            64 * 1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60));

    public Limits withRooms(int most) {
        return new Limits(
                most, participants, replay, replayBytes, history, historyBytes, seatKept, seatKeptShort, roomKept);
    }

    public Limits withParticipants(int most) {
        return new Limits(rooms, most, replay, replayBytes, history, historyBytes, seatKept, seatKeptShort, roomKept);
    }

    public Limits withReplay(int most) {
        return new Limits(
                rooms, participants, most, replayBytes, history, historyBytes, seatKept, seatKeptShort, roomKept);
    }
}
