package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import dev.botrunner.room.Speech;
import java.util.ArrayList;
import java.util.List;

/** One utterance on its way into a room. What it holds is guarded by the room's lock. */
final class MemoryVoice implements Speech.Voice {

    private final MemorySeat seat;
    private final List<String> pieces = new ArrayList<>();
    private Participant by;
    private Spoken.State state = Spoken.State.OPEN;

    MemoryVoice(MemorySeat seat, Participant by) {
        this.seat = seat;
        this.by = by;
    }

    @Override
    public boolean say(String piece) {
        return seat.say(this, piece);
    }

    @Override
    public void end() {
        seat.finish(this, Spoken.State.DONE);
    }

    @Override
    public void cut() {
        seat.finish(this, Spoken.State.CUT);
    }

    boolean isOpen() {
        return state == Spoken.State.OPEN;
    }

    /** Whether this was the first piece. */
    boolean add(String piece, Participant now) {
        by = now;
        return pieces.add(piece) && pieces.size() == 1;
    }

    void become(Spoken.State next) {
        state = next;
    }

    Spoken spoken() {
        return new Spoken(by, pieces, state);
    }
}
