package dev.botrunner.room.server;

import dev.botrunner.room.Participant;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes what the server says. */
final class ServerMessages {

    private ServerMessages() {}

    static String welcome(Seat seat, boolean resumed, Collection<Participant> others, List<Said> history) {
        boolean toBot = seat.me().bot();
        return type("welcome")
                .put("version", ClientMessages.VERSION)
                .put("room", seat.room().name())
                .put("you", participant(seat.me(), toBot))
                .put("seat", seat.token())
                .put("resumed", resumed)
                .put("received", seat.received())
                .put("last", seat.log().last())
                .put("participants", participants(others, toBot))
                .put(
                        "history",
                        Json.arr(history.stream()
                                .map(said -> history(said, toBot))
                                .toList()))
                .build()
                .text();
    }

    static String roster(Collection<Participant> others, boolean toBot) {
        return type("roster")
                .put("participants", participants(others, toBot))
                .build()
                .text();
    }

    static String pong(long received) {
        return type("pong").put("received", received).build().text();
    }

    static String typing(Participant from, boolean on) {
        return type("typing").put("from", from.id()).put("on", on).build().text();
    }

    static String closed(Why why) {
        return type("closed").put("why", word(why)).build().text();
    }

    static String error(BadMessage fault) {
        return type("error")
                .put("code", word(fault.code()))
                .put("detail", fault.detail())
                .build()
                .text();
    }

    static Json.Obj joined(Participant participant, boolean toBot) {
        return type("joined")
                .put("participant", participant(participant, toBot))
                .build();
    }

    static Json.Obj left(Participant participant, String reason) {
        return type("left").put("id", participant.id()).put("reason", reason).build();
    }

    static Json.Obj said(Said said, String text) {
        return type("said")
                .put("from", said.from().id())
                .put("utterance", said.id())
                .put("text", text)
                .put("state", word(said.state()))
                .build();
    }

    private static Json.Obj history(Said said, boolean toBot) {
        return Json.obj()
                .put("utterance", said.id())
                .put("from", participant(said.from(), toBot))
                .put("text", said.text())
                .put("state", word(said.state()))
                .build();
    }

    private static Json.Arr participants(Collection<Participant> all, boolean toBot) {
        return Json.arr(all.stream().map(each -> participant(each, toBot)).toList());
    }

    /** Who they are elsewhere is for bots: by an identity one could be put out of the room. */
    private static Json.Obj participant(Participant participant, boolean toBot) {
        JsonBuilder written = Json.obj()
                .put("id", participant.id())
                .put("name", participant.name())
                .put("bot", participant.bot());
        if (participant.stealth()) {
            written.put("stealth", true);
        }
        if (toBot) {
            written.put("identity", participant.identity()).putTextIfPresent("user_id", participant.userId());
        }
        return written.build();
    }

    private static JsonBuilder type(String type) {
        return Json.obj().put("type", type);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
