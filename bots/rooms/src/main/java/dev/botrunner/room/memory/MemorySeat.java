package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Speech;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.TextSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One stay in a room. All but the ears is guarded by the room's lock: only {@link MemoryRoom} and its changes touch it. */
final class MemorySeat implements RoomStay {

    /** What a seat that is away may miss, and still be the same seat when it is back. */
    static final int MOST_MISSED = 512;

    /** Bytes of text that wait for the connection. */
    static final int MOST_UNSENT = 256 * 1024;

    private final MemoryRoom room;
    private final Guest guest;
    private final Ears ears;
    private final Deque<MemoryVoice> open = new ArrayDeque<>();
    private final List<RoomEvent> missed = new ArrayList<>();
    private final List<Runnable> unsent = new ArrayList<>();
    private int unsentBytes;
    private Participant me;
    private List<Participant> seenLast = List.of();
    private boolean away;
    private boolean over;

    MemorySeat(MemoryRoom room, Guest guest, Participant me, Consumer<RoomEvent> listener) {
        this.room = room;
        this.guest = guest;
        this.me = me;
        this.ears = new Ears(listener, room.present());
    }

    Participant me() {
        return room.change(() -> me);
    }

    Ears ears() {
        return ears;
    }

    boolean isOver() {
        return over;
    }

    boolean isAway() {
        return away;
    }

    @Override
    public Utterance speak() {
        return room.change(() -> {
            var voice = new MemoryVoice(this, me);
            open.add(voice);
            if (open.size() > Utterance.MOST_OPEN) {
                finishLater(open.remove(), Spoken.State.CUT);
            }
            return new Speech(voice);
        });
    }

    boolean say(MemoryVoice voice, String piece) {
        return room.change(() -> {
            int size = TextSize.length(piece);
            if (over || !voice.isOpen() || !open.contains(voice) || unsentBytes + size > MOST_UNSENT) {
                return false;
            }
            if (away) {
                unsentBytes += size;
                unsent.add(() -> room.said(voice, piece, me));
            } else {
                room.said(voice, piece, me);
            }
            return true;
        });
    }

    void finish(MemoryVoice voice, Spoken.State state) {
        room.change(() -> {
            open.remove(voice);
            finishLater(voice, state);
            return state;
        });
    }

    private void finishLater(MemoryVoice voice, Spoken.State state) {
        if (away && !over) {
            unsent.add(() -> room.finished(this, voice, state));
        } else {
            room.finished(this, voice, state);
        }
    }

    @Override
    public void typing(boolean on) {
        room.change(() -> {
            if (!over && !away) {
                room.types(this, on);
            }
            return on;
        });
    }

    @Override
    public List<Participant> roster() {
        return ears.roster();
    }

    @Override
    public void leave(String reason) {
        room.change(() -> {
            if (!over) {
                ears.close();
                room.gone(this, reason);
            }
            return reason;
        });
    }

    /** Somebody came, left or spoke. */
    void hear(RoomEvent event) {
        if (over) {
            return;
        }
        if (away) {
            missed.add(event);
        } else {
            ears.put(event);
        }
    }

    void drop() {
        seenLast = room.presentBeside(this);
        ears.put(new RoomEvent.Away());
        away = true;
    }

    void mend() {
        away = false;
        if (missed.size() > MOST_MISSED) {
            open.clear();
            unsent.clear();
            me = room.seatedAnew(this, guest);
            ears.put(new RoomEvent.Back(room.presentBeside(this)));
        } else {
            ears.put(new RoomEvent.Back(seenLast));
            missed.forEach(ears::put);
            unsent.forEach(Runnable::run);
            unsent.clear();
        }
        missed.clear();
        unsentBytes = 0;
    }

    /** It is no longer in the room: what it had begun is cut. */
    void end() {
        over = true;
        open.forEach(voice -> room.finished(this, voice, Spoken.State.CUT));
        open.clear();
        unsent.clear();
    }

    /** Who it is, under the room's lock. */
    Participant now() {
        return me;
    }
}
