package dev.botrunner.join;

import dev.botrunner.session.Json;
import dev.botrunner.session.TextSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the members of one JSON object and gathers what is wrong with them. Confined to one request. */
final class MemberReader {

    /** So many faults tell enough; a body of a thousand of them does not make an answer of a thousand. */
    private static final int MAX_FAULTS = 100;

    private static final int MAX_NAME_SHOWN = 100;

    private final Json.Obj members;
    private final String path;
    private final List<Fault> faults;

    MemberReader(Json.Obj members) {
        this(members, "", new ArrayList<>());
    }

    private MemberReader(Json.Obj members, String path, List<Fault> faults) {
        this.members = members;
        this.path = path;
        this.faults = faults;
    }

    /** Everything that was found wrong so far, here and in the objects within. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    MemberReader within(String name, Json.Obj object) {
        return new MemberReader(object, pointer(name), faults);
    }

    void onlyKnows(Set<String> names) {
        for (String name : members.members().keySet()) {
            if (!names.contains(name)) {
                fault(name, Fault.Code.UNKNOWN_MEMBER, "there is no such member");
            }
        }
    }

    boolean has(String name) {
        return members.members().containsKey(name);
    }

    Optional<Json> value(String name) {
        return members.member(name);
    }

    /** A string that the rule holds for; {@code expected} says so in words. */
    Optional<String> text(String name, Predicate<String> rule, String expected) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Json.Str(String text) && rule.test(text)) {
            return Optional.of(text);
        }
        invalid(name, "expected " + expected);
        return Optional.empty();
    }

    /** A string of at most so many bytes of UTF-8, without NUL. */
    Optional<String> boundedText(String name, int maxBytes) {
        Optional<String> text = text(name, MemberReader::hasNoNul, "a string without NUL");
        return text.filter(t -> fits(name, TextSize.length(t), maxBytes));
    }

    /** A free-form object of at most so many bytes. */
    Optional<Json.Obj> object(String name, int maxBytes) {
        Optional<Json.Obj> object = object(name);
        return object.filter(o -> fits(name, TextSize.length(o.text()), maxBytes));
    }

    Optional<Json.Obj> object(String name) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Json.Obj object) {
            return Optional.of(object);
        }
        invalid(name, "expected an object");
        return Optional.empty();
    }

    /** An object whose members are all strings, in number and size bounded. */
    Map<String, String> texts(String name, int maxEntries, int maxBytes) {
        Optional<Json.Obj> object = object(name);
        if (object.isEmpty()) {
            return Map.of();
        }
        Json.Obj entries = object.get();
        if (entries.members().size() > maxEntries) {
            fault(name, Fault.Code.TOO_LARGE, "more than " + maxEntries + " entries");
            return Map.of();
        }
        if (!fits(name, TextSize.length(entries.text()), maxBytes)) {
            return Map.of();
        }
        MemberReader inner = within(name, entries);
        Map<String, String> texts = new LinkedHashMap<>();
        entries.members().forEach((key, value) -> {
            if (value instanceof Json.Str(String text)) {
                texts.put(key, text);
            } else {
                inner.invalid(key, "expected a string");
            }
        });
        return texts;
    }

    boolean fits(String name, int bytes, int maxBytes) {
        if (bytes <= maxBytes) {
            return true;
        }
        fault(name, Fault.Code.TOO_LARGE, "larger than " + maxBytes + " bytes");
        return false;
    }

    void invalid(String name, String detail) {
        fault(name, Fault.Code.INVALID_VALUE, detail);
    }

    void fault(String name, Fault.Code code, String detail) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new Fault(pointer(name), code, detail));
        }
    }

    static boolean hasNoNul(String text) {
        return text.indexOf('\0') < 0;
    }

    private String pointer(String name) {
        String shown = name.length() <= MAX_NAME_SHOWN ? name : name.substring(0, shorter(name)) + "…";
        return path + "/" + shown.replace("~", "~0").replace("/", "~1");
    }

    private static int shorter(String name) {
        return Character.isHighSurrogate(name.charAt(MAX_NAME_SHOWN - 1)) ? MAX_NAME_SHOWN - 1 : MAX_NAME_SHOWN;
    }
}
