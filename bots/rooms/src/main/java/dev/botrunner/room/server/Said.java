package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.TextSize;

/** An utterance in a room, growing. Guarded by the hall's lock. */
final class Said {

    private final String id;
    private final Participant from;
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private ClientMessage.State state = ClientMessage.State.OPEN;

    Said(String id, Participant from) {
        this.id = id;
        this.from = from;
    }

    /** False: it does not fit. */
    boolean add(String piece) {
        int size = TextSize.length(piece);
        if (bytes + size > Utterance.MAX_BYTES) {
            return false;
        }
        bytes += size;
        text.append(piece);
        return true;
    }

    void become(ClientMessage.State next) {
        state = next;
    }

    String id() {
        return id;
    }

    Participant from() {
        return from;
    }

    String text() {
        return text.toString();
    }

    int bytes() {
        return bytes;
    }

    ClientMessage.State state() {
        return state;
    }
}
