package dev.botrunner.room.ws;

import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.Roster;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes events of what the server sends. For the thread that reads. */
final class Hearing {

    /** Utterances at once; the oldest is forgotten where there are more. */
    private static final int MOST_GROWING = 512;

    private final Roster roster = new Roster();
    private final Map<String, StringBuilder> growing = new LinkedHashMap<>();
    private String token = "";
    private long last;

    Roster roster() {
        return roster;
    }

    /** What opens our seat again. */
    String token() {
        return token;
    }

    /** The last event that came. */
    long last() {
        return last;
    }

    /** A seat that is new to us. */
    void seated(Json.Obj welcome) {
        token = welcome.textAt("seat").orElse("");
        last = welcome.integerAt("last").orElse(0);
        roster.set(participants(welcome));
        growing.clear();
        for (Json item : welcome.itemsAt("history").orElse(List.of())) {
            item.asObj()
                    .filter(said -> said.textAt("state").filter("open"::equals).isPresent())
                    .ifPresent(said -> grow(text(said, "utterance"), text(said, "text")));
        }
    }

    /** The event that a message is, if it is one, and one that did not come before. */
    Optional<RoomEvent> heard(Json.Obj message) {
        long number = message.integerAt("n").orElse(0);
        if (number > 0) {
            if (number <= last) {
                return Optional.empty();
            }
            last = number;
        }
        Optional<RoomEvent> event = switch (text(message, "type")) {
            case "joined" ->
                message.objAt("participant").flatMap(Hearing::participant).map(RoomEvent.Joined::new);
            case "left" -> roster.of(text(message, "id")).map(who -> new RoomEvent.Left(who, text(message, "reason")));
            case "typing" ->
                roster.of(text(message, "from"))
                        .map(who ->
                                new RoomEvent.Typing(who, message.boolAt("on").orElse(false)));
            case "said" -> said(message);
            case "closed" -> Optional.of(new RoomEvent.Closed(why(message)));
            default -> Optional.empty();
        };
        event.ifPresent(roster::follow);
        return event;
    }

    private Optional<RoomEvent> said(Json.Obj message) {
        String utterance = text(message, "utterance");
        String state = text(message, "state");
        StringBuilder text = grow(utterance, text(message, "text"));
        if (state.equals("open")) {
            return Optional.empty();
        }
        growing.remove(utterance);
        return roster.of(text(message, "from"))
                .map(who -> new RoomEvent.Said(who, text.toString(), state.equals("cut")));
    }

    private StringBuilder grow(String utterance, String piece) {
        StringBuilder text = growing.computeIfAbsent(utterance, _ -> new StringBuilder());
        if (text.length() + piece.length() <= Utterance.MAX_BYTES) {
            text.append(piece);
        }
        if (growing.size() > MOST_GROWING) {
            growing.remove(growing.keySet().iterator().next());
        }
        return text;
    }

    static RoomEvent.Why why(Json.Obj closed) {
        return text(closed, "why").equals("evicted") ? RoomEvent.Why.EVICTED : RoomEvent.Why.CLOSED;
    }

    private static List<Participant> participants(Json.Obj welcome) {
        var all = new ArrayList<Participant>();
        for (Json item : welcome.itemsAt("participants").orElse(List.of())) {
            item.asObj().flatMap(Hearing::participant).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<Participant> participant(Json.Obj written) {
        return written.textAt("id")
                .map(id -> new Participant(
                        id,
                        written.textAt("identity").orElse(id),
                        text(written, "name"),
                        written.boolAt("bot").orElse(false),
                        written.boolAt("stealth").orElse(false),
                        written.textAt("user_id")));
    }

    private static String text(Json.Obj object, String member) {
        return object.textAt(member).orElse("");
    }
}
