package dev.botrunner.room.memory;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomRefused;
import dev.botrunner.room.RoomStay;
import dev.botrunner.session.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One room, in the hands of a test. From any thread; a change has reached all ears when its call returns, unless another
 * thread is at that moment delivering to them.
 */
public final class MemoryRoom {

    /** Guards all below, and all seats and voices of this room. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, MemorySeat> seats = new LinkedHashMap<>();
    private final List<MemoryVoice> said = new ArrayList<>();
    private final Set<String> typing = new LinkedHashSet<>();
    private final Set<MemorySeat> touched = new LinkedHashSet<>();
    private Optional<RoomRefused> refusal = Optional.empty();
    private Optional<Secret> token = Optional.empty();
    private int places = 100;
    private int numbered;

    MemoryRoom() {}

    /** Puts a person, or another bot, into the room. */
    public MemoryPerson join(Guest guest) {
        var heard = new CopyOnWriteArrayList<RoomEvent>();
        return new MemoryPerson(change(() -> seated(guest, heard::add)), heard);
    }

    /** Everybody, in the order in which they came. */
    public List<Participant> participants() {
        return change(this::present);
    }

    /** The one of this identity, where it is in. */
    public Optional<Participant> participant(String identity) {
        return change(() -> seat(identity).map(MemorySeat::now));
    }

    /** All that was ever said here, in the order in which it was begun. */
    public List<Spoken> spoken() {
        return change(() -> said.stream().map(MemoryVoice::spoken).toList());
    }

    /** What this identity has said. */
    public List<Spoken> spokenBy(String identity) {
        return spoken().stream()
                .filter(spoken -> spoken.by().identity().equals(identity))
                .toList();
    }

    public boolean isTyping(String identity) {
        return change(() -> typing.contains(identity));
    }

    /** Its connection is lost. What happens meanwhile waits; see {@link #mend} and {@link #lose}. */
    public void drop(String identity) {
        with(identity, seat -> {
            if (!seat.isAway()) {
                seat.drop();
            }
        });
    }

    /** Its connection is mended; with another seat where it has missed more than 512 events. */
    public void mend(String identity) {
        with(identity, seat -> {
            if (seat.isAway()) {
                seat.mend();
            }
        });
    }

    /** Its connection could not be mended. */
    public void lose(String identity) {
        with(identity, seat -> closed(seat, RoomEvent.Why.LOST, "lost"));
    }

    /** Somebody else of this identity came in; by {@link #join} it does so by itself. */
    public void evict(String identity) {
        with(identity, seat -> closed(seat, RoomEvent.Why.EVICTED, "evicted"));
    }

    /** For all. Whoever enters afterwards is in a new room of the same name. */
    public void close() {
        change(() -> {
            List.copyOf(seats.values()).forEach(seat -> closed(seat, RoomEvent.Why.CLOSED, "closed"));
            return places;
        });
    }

    /** Refuses whoever wants to enter from now on. */
    public void refuse(RoomRefused.Why why) {
        change(() -> refusal = Optional.of(new RoomRefused(why, "The test does not want anybody in")));
    }

    /** Refuses nobody any more. */
    public void admit() {
        change(() -> refusal = Optional.empty());
    }

    /** Wants to see this from whoever enters through the port. */
    public void token(Secret wanted) {
        change(() -> token = Optional.of(wanted));
    }

    /** How many it holds. */
    public void places(int most) {
        change(() -> places = most);
    }

    RoomStay enter(RoomEntry entry, Consumer<RoomEvent> listener) {
        var guest = new Guest(entry.identity(), entry.name(), entry.bot(), false, Optional.empty());
        return change(() -> {
            refusal.ifPresent(why -> {
                throw new RoomRefused(why.why(), String.valueOf(why.getMessage()));
            });
            if (!Participant.isName(entry.name()) || !Participant.isIdentity(entry.identity())) {
                throw new RoomRefused(RoomRefused.Why.BAD_NAME, "The participant's name or identity is none");
            }
            if (token.isPresent() && !token.equals(entry.token())) {
                throw new RoomRefused(RoomRefused.Why.BAD_TOKEN, "The room wants another token");
            }
            return seated(guest, listener);
        });
    }

    private MemorySeat seated(Guest guest, Consumer<RoomEvent> listener) {
        seat(guest.identity()).ifPresent(older -> closed(older, RoomEvent.Why.EVICTED, "evicted"));
        if (seats.size() >= places) {
            throw new RoomRefused(RoomRefused.Why.FULL, "The room is full: try again later");
        }
        Participant me = guest.participant("p" + ++numbered);
        var seat = new MemorySeat(this, guest, me, listener);
        seats.put(me.id(), seat);
        tell(seat, new RoomEvent.Joined(me));
        return seat;
    }

    /** Makes one change and delivers what it has caused. */
    <T> T change(Supplier<T> change) {
        List<MemorySeat> hearing = List.of();
        lock.lock();
        try {
            return change.get();
        } finally {
            if (lock.getHoldCount() == 1) {
                hearing = List.copyOf(touched);
                touched.clear();
            }
            lock.unlock();
            hearing.forEach(seat -> seat.ears().deliver());
        }
    }

    List<Participant> present() {
        return seats.values().stream().map(MemorySeat::now).toList();
    }

    List<Participant> presentBeside(MemorySeat seat) {
        return seats.values().stream()
                .filter(other -> !other.equals(seat))
                .map(MemorySeat::now)
                .toList();
    }

    void said(MemoryVoice voice, String piece, Participant by) {
        if (voice.add(piece, by)) {
            said.add(voice);
        }
    }

    void finished(MemorySeat seat, MemoryVoice voice, Spoken.State state) {
        if (voice.isOpen()) {
            voice.become(state);
            Spoken spoken = voice.spoken();
            if (!spoken.pieces().isEmpty()) {
                tell(seat, new RoomEvent.Said(seat.now(), spoken.text(), state == Spoken.State.CUT));
            }
        }
    }

    void types(MemorySeat seat, boolean on) {
        boolean changed = on
                ? typing.add(seat.now().identity())
                : typing.remove(seat.now().identity());
        if (changed) {
            tell(seat, new RoomEvent.Typing(seat.now(), on));
        }
    }

    void gone(MemorySeat seat, String reason) {
        seat.end();
        seats.remove(seat.now().id());
        typing.remove(seat.now().identity());
        tell(seat, new RoomEvent.Left(seat.now(), reason));
    }

    /** The one who comes back after it was given up: to the others it has left and come. */
    Participant seatedAnew(MemorySeat seat, Guest guest) {
        Participant next = guest.participant("p" + ++numbered);
        seats.remove(seat.now().id());
        tell(seat, new RoomEvent.Left(seat.now(), "lost"));
        seats.put(next.id(), seat);
        tell(seat, new RoomEvent.Joined(next));
        return next;
    }

    private void closed(MemorySeat seat, RoomEvent.Why why, String reason) {
        if (!seat.isOver()) {
            seat.ears().put(new RoomEvent.Closed(why));
            touched.add(seat);
            gone(seat, reason);
        }
    }

    private void tell(MemorySeat about, RoomEvent event) {
        for (MemorySeat other : seats.values()) {
            if (!other.equals(about)) {
                other.hear(event);
                touched.add(other);
            }
        }
    }

    private void with(String identity, Consumer<MemorySeat> change) {
        change(() -> {
            MemorySeat seat =
                    seat(identity).orElseThrow(() -> new IllegalArgumentException("Nobody is in as " + identity));
            change.accept(seat);
            touched.add(seat);
            return seat;
        });
    }

    private Optional<MemorySeat> seat(String identity) {
        return seats.values().stream()
                .filter(seat -> seat.now().identity().equals(identity))
                .findFirst();
    }
}
