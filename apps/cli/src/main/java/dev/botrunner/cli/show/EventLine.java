package dev.botrunner.cli.show;

import dev.botrunner.session.Json;
import java.util.Map;

/** One event on one line: when, whose, what, and what it carries. */
public final class EventLine {

    private static final int LONGEST_VALUE = 200;
    private static final int TYPE_WIDTH = 22;

    private final Ink ink;
    private final Whose whose;

    /** Whether the session stands on each line. */
    public enum Whose {
        ONE_SESSION,
        MANY_SESSIONS
    }

    public EventLine(Ink ink, Whose whose) {
        this.ink = ink;
        this.whose = whose;
    }

    public String of(Json.Obj envelope) {
        String type = Plain.text(envelope.textAt("type").orElse("?"));
        var line = new StringBuilder(ink.paint(Ink.Colour.FAINT, time(envelope)));
        if (whose == Whose.MANY_SESSIONS) {
            line.append("  ")
                    .append(Plain.text(envelope.textAt("subject").orElse("-")))
                    .append("  ")
                    .append(Plain.text(envelope.textAt("bot").orElse("-")));
        }
        String padded = type.length() < TYPE_WIDTH ? type + " ".repeat(TYPE_WIDTH - type.length()) : type;
        line.append("  ").append(ink.paint(colour(type), padded));
        envelope.member("data").ifPresent(data -> line.append(data(type, data)));
        return line.toString().stripTrailing();
    }

    private static String time(Json.Obj envelope) {
        String time = envelope.textAt("time").orElse("");
        // 2026-11-23T21:00:00.123Z: the day is the reader's to know.
        return time.length() == 24 ? Plain.text(time.substring(11, 23)) : Plain.text(time);
    }

    private static Ink.Colour colour(String type) {
        if (type.equals("bot.error") || type.equals("bot.mirror.degraded")) {
            return Ink.Colour.BAD;
        }
        return type.startsWith("bot.session.") ? Ink.Colour.STRONG : Ink.Colour.GOOD;
    }

    private static String data(String type, Json data) {
        Json shown = type.equals("bot.session.end")
                ? data.asObj().flatMap(object -> object.member("end")).orElse(data)
                : data;
        var text = new StringBuilder();
        if (shown instanceof Json.Obj object) {
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                if (!member.getValue().isNull()) {
                    text.append("  ")
                            .append(Plain.text(member.getKey()))
                            .append('=')
                            .append(value(member.getValue()));
                }
            }
            return text.toString();
        }
        return "  " + value(shown);
    }

    private static String value(Json value) {
        String text = value instanceof Json.Str word && isWord(word.value()) ? word.value() : value.text();
        return Plain.cut(Plain.text(text), LONGEST_VALUE);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }
}
