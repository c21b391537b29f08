package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody's place in a room, which outlives a connection for a while. Guarded by the hall's lock. */
final class Seat {

    private final String token;
    private final Participant me;
    private final boolean echo;
    private final PeopledRoom room;
    private final SeatLog log;
    private final Map<String, Said> open = new LinkedHashMap<>();
    private Optional<Wire> wire;
    private long awaySince;
    private Duration kept = Duration.ZERO;
    private long received;

    Seat(String token, Participant me, boolean echo, PeopledRoom room, SeatLog log, Wire wire) {
        this.token = token;
        this.me = me;
        this.echo = echo;
        this.room = room;
        this.log = log;
        this.wire = Optional.of(wire);
    }

    /** Something happened that it must not miss. */
    void tell(Json.Obj event) {
        String text = log.add(event);
        wire.ifPresent(there -> there.send(text));
    }

    /** Something that is of no use later. */
    void mention(String message) {
        wire.ifPresent(there -> there.send(message));
    }

    boolean isAt(Wire other) {
        return wire.filter(other::equals).isPresent();
    }

    boolean isAway() {
        return wire.isEmpty();
    }

    void away(long now, Duration keptFor) {
        wire = Optional.empty();
        awaySince = now;
        kept = keptFor;
    }

    void back(Wire next) {
        wire.ifPresent(older -> older.close(CloseCode.TAKEN_OVER));
        wire = Optional.of(next);
    }

    /** What its client says from now on comes from nobody. */
    void close(CloseCode code) {
        wire.ifPresent(there -> there.close(code));
        wire = Optional.empty();
    }

    /** Whether this message was had before. */
    boolean isKnown(long number) {
        if (number <= received) {
            return true;
        }
        received = number;
        return false;
    }

    /** The utterance of the client's name for it, begun where it is new; the oldest open one where this is too many. */
    record Opened(Said said, Optional<Said> tooMany) {}

    Opened opened(String name) {
        Said known = open.get(name);
        if (known != null) {
            return new Opened(known, Optional.empty());
        }
        Optional<Said> oldest = Optional.empty();
        if (open.size() >= Utterance.MOST_OPEN) {
            oldest = Optional.ofNullable(open.remove(open.keySet().iterator().next()));
        }
        Said begun = room.begin(me);
        open.put(name, begun);
        return new Opened(begun, oldest);
    }

    boolean isOpen(String name) {
        return open.containsKey(name);
    }

    void finished(String name) {
        open.remove(name);
    }

    List<Said> takeOpen() {
        List<Said> all = new ArrayList<>(open.values());
        open.clear();
        return all;
    }

    String token() {
        return token;
    }

    Participant me() {
        return me;
    }

    boolean echo() {
        return echo;
    }

    PeopledRoom room() {
        return room;
    }

    SeatLog log() {
        return log;
    }

    long awaySince() {
        return awaySince;
    }

    /** How long it waits for its client. */
    Duration kept() {
        return kept;
    }

    long received() {
        return received;
    }
}
