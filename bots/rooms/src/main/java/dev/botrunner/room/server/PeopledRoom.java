package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.session.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One room and who is in it. Guarded by the hall's lock. */
final class PeopledRoom {

    private final String name;
    private final Limits limits;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private final Deque<Said> history = new ArrayDeque<>();
    private int historyBytes;
    private long emptySince;
    private long people;
    private long utterances;

    PeopledRoom(String name, Limits limits, long now) {
        this.name = name;
        this.limits = limits;
        this.emptySince = now;
    }

    String name() {
        return name;
    }

    String nextId() {
        return "p" + ++people;
    }

    boolean isFull() {
        return seats.size() >= limits.participants();
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    long emptySince() {
        return emptySince;
    }

    List<Seat> seats() {
        return List.copyOf(seats.values());
    }

    Optional<Seat> ofIdentity(String identity) {
        return seats.values().stream()
                .filter(seat -> seat.me().identity().equals(identity))
                .findFirst();
    }

    /** Everybody else whom this one gets to see. */
    List<Participant> othersFor(Participant me) {
        return seats.values().stream()
                .map(Seat::me)
                .filter(other -> !other.id().equals(me.id()) && sees(me, other))
                .toList();
    }

    List<Said> history() {
        return new ArrayList<>(history);
    }

    void add(Seat seat) {
        for (Seat other : seats.values()) {
            if (sees(other.me(), seat.me())) {
                other.tell(ServerMessages.joined(seat.me(), other.me().bot()));
            }
        }
        seats.put(seat.me().id(), seat);
    }

    void remove(Seat seat, String reason, long now) {
        seat.takeOpen().forEach(said -> finish(seat, said, ClientMessage.State.CUT));
        seats.remove(seat.me().id());
        for (Seat other : seats.values()) {
            if (sees(other.me(), seat.me())) {
                other.tell(ServerMessages.left(seat.me(), reason));
            }
        }
        emptySince = now;
    }

    Said begin(Participant by) {
        return new Said(by.id() + "." + ++utterances, by);
    }

    void say(Seat by, ClientMessage.Say say) {
        String client = say.utterance().orElse("");
        boolean going = say.utterance().isPresent() && by.isOpen(client);
        if (!going && say.text().isEmpty()) {
            return; // nothing was said that could end
        }
        Said said = said(by, say);
        boolean fits = said.add(say.text());
        ClientMessage.State state = fits ? say.state() : ClientMessage.State.CUT;
        if (state != ClientMessage.State.OPEN) {
            by.finished(client);
        }
        said.become(state);
        if (said.bytes() > 0) {
            remember(said);
            tell(by, ServerMessages.said(said, fits ? say.text() : ""));
        }
    }

    private Said said(Seat by, ClientMessage.Say say) {
        if (say.utterance().isEmpty()) {
            return begin(by.me());
        }
        Seat.Opened opened = by.opened(say.utterance().get());
        opened.tooMany().ifPresent(oldest -> finish(by, oldest, ClientMessage.State.CUT));
        return opened.said();
    }

    private void finish(Seat by, Said said, ClientMessage.State state) {
        said.become(state);
        if (said.bytes() > 0) {
            tell(by, ServerMessages.said(said, ""));
        }
    }

    void typing(Seat by, boolean on) {
        String message = ServerMessages.typing(by.me(), on);
        for (Seat other : seats.values()) {
            if (!other.equals(by)) {
                other.mention(message);
            }
        }
    }

    private void tell(Seat by, Json.Obj event) {
        for (Seat other : seats.values()) {
            if (!other.equals(by) || by.echo()) {
                other.tell(event);
            }
        }
    }

    private void remember(Said said) {
        if (!history.contains(said)) {
            history.add(said);
        }
        historyBytes = history.stream().mapToInt(Said::bytes).sum();
        while (history.size() > limits.history() || (historyBytes > limits.historyBytes() && history.size() > 1)) {
            historyBytes -= history.remove().bytes();
        }
    }

    private static boolean sees(Participant who, Participant other) {
        return who.bot() || !other.stealth();
    }
}
