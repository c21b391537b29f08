package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import java.util.List;

/**
 * What somebody has said in a room, as a test reads it.
 *
 * @param pieces as they came
 */
public record Spoken(Participant by, List<String> pieces, State state) {

    public Spoken {
        pieces = List.copyOf(pieces);
    }

    /** How far it is. */
    public enum State {
        OPEN,
        DONE,
        CUT
    }

    public String text() {
        return String.join("", pieces);
    }
}
