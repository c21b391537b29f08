package dev.botrunner.cli.show;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that a session's document tells: who and where, a waterfall of its life, its end or what it waits for. */
public final class Explanation {

    private final Ink ink;
    private final Instant now;

    public Explanation(Ink ink, Instant now) {
        this.ink = ink;
        this.now = now;
    }

    public List<String> of(Json.Obj session) {
        var lines = new ArrayList<String>();
        lines.add(SessionText.text(session, "session_id") + "  " + SessionText.state(session, ink) + "  "
                + SessionText.text(session, "bot"));
        lines.add("room:    " + SessionText.text(session, "room_url"));
        lines.add("asked:   " + SessionText.text(session, "created_at") + ", "
                + Ages.since(session.textAt("created_at"), now) + " ago");
        session.objAt("labels")
                .map(Json.Obj::members)
                .filter(labels -> !labels.isEmpty())
                .ifPresent(labels -> lines.add("labels:  " + labels(labels)));
        lines.add("");
        var entries = timeline(session);
        if (!entries.isEmpty() && entries.getFirst().phase().equals("readopted")) {
            lines.add("Its runner brought it back to a store that had forgotten it: what came before is not known.");
        }
        lines.addAll(new Waterfall(ink)
                .lines(entries, session.objAt("end").isPresent() ? Optional.empty() : Optional.of(now)));
        lines.add("");
        Optional<Json.Obj> end = session.objAt("end");
        lines.addAll(end.isPresent() ? EndText.lines(end.get()) : List.of("now:     " + waiting(session)));
        return lines;
    }

    private static List<Waterfall.Entry> timeline(Json.Obj session) {
        var entries = new ArrayList<Waterfall.Entry>();
        for (Json item : session.itemsAt("timeline").orElse(List.of())) {
            Json.Obj entry = item.asObj().orElse(Json.Obj.EMPTY);
            Ages.instant(entry.textAt("at"))
                    .ifPresent(at -> entries.add(new Waterfall.Entry(
                            SessionText.text(entry, "phase"),
                            (int) entry.integerAt("attempt").orElse(0),
                            at)));
        }
        return entries;
    }

    private static String labels(Map<String, Json> labels) {
        return labels.entrySet().stream()
                .map(label -> Plain.text(label.getKey()) + "="
                        + Plain.text(label.getValue().asText().orElse("")))
                .collect(Collectors.joining(", "));
    }

    private String waiting(Json.Obj session) {
        return switch (SessionText.text(session, "state")) {
            case "queued" ->
                SessionText.place(session).map(place -> "waits, " + place).orElse("waits before it is tried again")
                        + ". A worker or launcher has to take it" + deadline(session);
            case "starting" -> "its process is being brought to life" + deadline(session);
            case "running" -> "its process runs and gets ready to join" + deadline(session);
            case "joined" -> "it is in the room.";
            case "ending" -> "it says good-bye.";
            default -> "it is in a state that this program does not know; is the server newer?";
        };
    }

    private String deadline(Json.Obj session) {
        return Ages.instant(session.textAt("start_deadline"))
                .map(at -> {
                    Duration left = Duration.between(now, at);
                    return left.isNegative()
                            ? "; its start deadline has passed."
                            : "; " + Ages.text(left) + " are left of its start deadline.";
                })
                .orElse(".");
    }
}
