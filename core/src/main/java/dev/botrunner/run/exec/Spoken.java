package dev.botrunner.run.exec;

import dev.botrunner.session.Json;
import dev.botrunner.session.MalformedJson;
import dev.botrunner.session.Names;
import java.util.Optional;
import java.util.Set;

/** What a line of a program's output means. */
sealed interface Spoken {

    /** @param data as it was written */
    record Event(String type, Json.Obj data) implements Spoken {}

    /** It is about to enter its room. */
    record Joining() implements Spoken {}

    /** It is about to exit, and why. */
    record End(String reason, Optional<String> detail) implements Spoken {}

    /** Meant for us, and wrong. */
    record Wrong(String code, String detail) implements Spoken {}

    /** Meant for people. */
    record Log(String text) implements Spoken {}

    static Spoken of(Lines.Line line) {
        if (!line.text().startsWith("{")) {
            return new Log(line.text());
        }
        if (!line.whole()) {
            return new Wrong("too_large", "A line of output was longer than an event may be");
        }
        try {
            return Json.parse(line.text()) instanceof Json.Obj object ? of(object, line.text()) : new Log(line.text());
        } catch (MalformedJson notForUs) {
            return new Log(line.text());
        }
    }

    private static Spoken of(Json.Obj object, String text) {
        Set<String> members = object.members().keySet();
        if (members.equals(Set.of("type", "data")) || members.equals(Set.of("type"))) {
            return event(object);
        }
        if (members.equals(Set.of("joining")) && object.boolAt("joining").orElse(false)) {
            return new Joining();
        }
        if (members.equals(Set.of("end"))) {
            return end(object);
        }
        return new Log(text);
    }

    private static Spoken event(Json.Obj object) {
        Optional<String> type = object.textAt("type");
        if (type.isEmpty() || !Names.isEventType(type.get())) {
            return new Wrong("bad_type", "An event's type is [a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
        }
        Json data = object.member("data").orElse(Json.Obj.EMPTY);
        return data instanceof Json.Obj members
                ? new Event(type.get(), members)
                : new Wrong("malformed", "An event's data is an object");
    }

    private static Spoken end(Json.Obj object) {
        Json.Obj end = object.objAt("end").orElse(Json.Obj.EMPTY);
        Optional<String> reason = end.textAt("reason").filter(Names::isReason);
        return reason.isPresent()
                ? new End(reason.get(), end.textAt("detail"))
                : new Wrong("malformed", "An end has a reason, [a-z][a-z0-9_]{0,63}");
    }
}
