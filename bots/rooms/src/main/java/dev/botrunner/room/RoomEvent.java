package dev.botrunner.room;

import java.util.List;

/** What a participant hears of its room. */
public sealed interface RoomEvent {

    /** Somebody came in. */
    record Joined(Participant participant) implements RoomEvent {}

    /** Somebody is gone. {@code reason}: in one word, {@code left} where no other is known. */
    record Left(Participant participant, String reason) implements RoomEvent {}

    /**
     * Somebody has said something, to its end. Bots are heard as people are.
     *
     * @param cut whether it was broken off
     */
    record Said(Participant participant, String text, boolean cut) implements RoomEvent {

        /** Without what was said. */
        @Override
        public String toString() {
            return "Said[" + participant + ", " + text.length() + " characters" + (cut ? ", cut" : "") + "]";
        }
    }

    /** Somebody is about to say something, or is not any more. */
    record Typing(Participant participant, boolean on) implements RoomEvent {}

    /** The connection is lost; the transport tries to mend it. What is said meanwhile waits. */
    record Away() implements RoomEvent {}

    /**
     * The connection is mended. {@code roster} is who is there as of this event. Where the room has kept the seat, that is
     * who was there at {@link Away}, and what happened meanwhile follows as events of its own; where it has not, it is who
     * is there now, and nothing of the time between is told.
     */
    record Back(List<Participant> roster) implements RoomEvent {
        public Back {
            roster = List.copyOf(roster);
        }
    }

    /** The stay is over, for ever. */
    record Closed(Why why) implements RoomEvent {}

    /** Why a stay is over without having been left. */
    enum Why {
        /** Somebody of the same identity came in later. */
        EVICTED,
        /** The room was closed for all. */
        CLOSED,
        /** The connection could not be mended. */
        LOST,
        /** The connection was mended, and the room did not let the participant in again. */
        REFUSED
    }
}
