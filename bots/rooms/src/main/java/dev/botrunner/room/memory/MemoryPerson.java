package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Utterance;
import java.util.List;

/** Somebody in a room whom a test moves. Keeps all that it hears. */
public final class MemoryPerson implements RoomStay {

    private final MemorySeat seat;
    private final List<RoomEvent> heard;

    MemoryPerson(MemorySeat seat, List<RoomEvent> heard) {
        this.seat = seat;
        this.heard = heard;
    }

    /** As the others see it. */
    public Participant participant() {
        return seat.me();
    }

    public List<RoomEvent> heard() {
        return List.copyOf(heard);
    }

    @Override
    public Utterance speak() {
        return seat.speak();
    }

    @Override
    public void typing(boolean on) {
        seat.typing(on);
    }

    @Override
    public List<Participant> roster() {
        return seat.roster();
    }

    @Override
    public void leave(String reason) {
        seat.leave(reason);
    }
}
