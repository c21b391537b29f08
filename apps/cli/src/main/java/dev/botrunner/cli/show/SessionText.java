package dev.botrunner.cli.show;

import dev.botrunner.session.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session's document in a few words. */
public final class SessionText {

    private SessionText() {}

    /** What a join was answered with, and what to type next. */
    public static List<String> joined(Json.Obj session, Ink ink) {
        String id = text(session, "session_id");
        var lines = new ArrayList<String>();
        boolean reused = session.boolAt("reused").orElse(false);
        lines.add(id + "  " + state(session, ink) + "  " + text(session, "bot") + " in " + text(session, "room_url")
                + (reused ? "  (it was there already)" : ""));
        place(session).ifPresent(lines::add);
        session.objAt("end").ifPresent(end -> lines.addAll(EndText.lines(end)));
        lines.add(ink.paint(Ink.Colour.FAINT, "events:  botrunner events --session " + id + " --follow"));
        lines.add(ink.paint(Ink.Colour.FAINT, "leave:   botrunner leave --session " + id));
        return lines;
    }

    /** The state, with the phase where there is one, coloured. */
    public static String state(Json.Obj session, Ink ink) {
        return ink.paint(colourOf(stateWord(session)), stateWord(session));
    }

    /** {@code starting/pulling}, {@code joined}. */
    public static String stateWord(Json.Obj session) {
        return text(session, "state")
                + session.textAt("phase").map(phase -> "/" + Plain.text(phase)).orElse("");
    }

    /** The colour of a state, with or without its phase. */
    public static Ink.Colour colourOf(String stateWord) {
        int slash = stateWord.indexOf('/');
        return switch (slash < 0 ? stateWord : stateWord.substring(0, slash)) {
            case "joined", "running" -> Ink.Colour.GOOD;
            case "ended" -> Ink.Colour.FAINT;
            default -> Ink.Colour.BUSY;
        };
    }

    /** Where it stands in the line, if it does. */
    public static Optional<String> place(Json.Obj session) {
        return session.objAt("queue").map(queue -> {
            String place = "number " + queue.member("position").map(Json::text).orElse("?") + " in its line";
            return queue.itemsAt("eta_seconds")
                    .filter(eta -> eta.size() == 2)
                    .map(eta ->
                            place + ", starts in about " + seconds(eta.get(0)) + " to " + seconds(eta.get(1)) + " s")
                    .orElse(place);
        });
    }

    /** {@code completed done}, {@code failed bot_crashed (bot)}. */
    public static String endWord(Json.Obj session) {
        return session.objAt("end")
                .map(end -> text(end, "outcome") + " " + text(end, "reason")
                        + end.textAt("blame")
                                .map(blame -> " (" + Plain.text(blame) + ")")
                                .orElse(""))
                .orElse("");
    }

    static String text(Json.Obj object, String member) {
        return Plain.text(object.textAt(member).orElse("-"));
    }

    private static String seconds(Json number) {
        return number instanceof Json.Num num
                ? num.asDecimal()
                        .map(BigDecimal::stripTrailingZeros)
                        .map(BigDecimal::toPlainString)
                        .orElse(num.text())
                : number.text();
    }
}
