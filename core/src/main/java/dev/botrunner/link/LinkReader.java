package dev.botrunner.link;

import dev.botrunner.session.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the members of one object and gathers what is wrong with them. A member that is {@code null} is not given. */
final class LinkReader {

    private static final int MOST_FAULTS = 100;

    private final Json.Obj members;
    private final String path;
    private final List<BadCall.Fault> faults;

    private LinkReader(Json.Obj members, String path, List<BadCall.Fault> faults) {
        this.members = members;
        this.path = path;
        this.faults = faults;
    }

    /** @throws BadCall it is no object */
    static LinkReader of(Json json) {
        if (json instanceof Json.Obj object) {
            return new LinkReader(object, "", new ArrayList<>());
        }
        throw new BadCall(List.of(new BadCall.Fault("", "invalid_value", "expected an object")));
    }

    /** Whether there is something to read, {@code null} aside. */
    boolean has(String name) {
        return members.member(name).filter(value -> !value.isNull()).isPresent();
    }

    /** The text, made into what it means; a text that the maker refuses is a fault. */
    <T> Optional<T> text(String name, Function<String, T> maker, String expected) {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            Optional<String> text = members.textAt(name);
            if (text.isPresent()) {
                return Optional.of(maker.apply(text.get()));
            }
        } catch (IllegalArgumentException wrong) {
            // what it says may repeat what was sent: the fault says what was expected
        }
        fault(name, "expected " + expected);
        return Optional.empty();
    }

    /** As {@link #text}, and its absence is a fault too. */
    <T> Optional<T> neededText(String name, Function<String, T> maker, String expected) {
        need(name, expected);
        return text(name, maker, expected);
    }

    OptionalLong integer(String name, long least, long most) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        OptionalLong number = members.integerAt(name);
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
            fault(name, "expected an integer from " + least + " to " + most);
            return OptionalLong.empty();
        }
        return number;
    }

    long neededInteger(String name, long least, long most) {
        need(name, "an integer");
        return integer(name, least, most).orElse(least);
    }

    OptionalInt smallInteger(String name, int least, int most) {
        OptionalLong number = integer(name, least, most);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    boolean neededBool(String name) {
        need(name, "true or false");
        if (has(name) && members.boolAt(name).isEmpty()) {
            fault(name, "expected true or false");
        }
        return members.boolAt(name).orElse(false);
    }

    Optional<Duration> seconds(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (members.member(name).orElseThrow() instanceof Json.Num number) {
            Optional<Duration> duration = number.asDecimal()
                    .filter(value -> value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(1_000_000_000L)) < 0)
                    .map(value -> Duration.ofMillis(value.movePointRight(3).longValue()));
            if (duration.isPresent()) {
                return duration;
            }
        }
        fault(name, "expected a number of seconds");
        return Optional.empty();
    }

    Duration neededSeconds(String name) {
        need(name, "a number of seconds");
        return seconds(name).orElse(Duration.ZERO);
    }

    Optional<Json.Obj> object(String name) {
        if (has(name) && members.objAt(name).isEmpty()) {
            fault(name, "expected an object");
        }
        return members.objAt(name);
    }

    Optional<LinkReader> within(String name) {
        return object(name).map(inner -> new LinkReader(inner, pointer(name), faults));
    }

    List<Json> items(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        Optional<List<Json>> items = members.itemsAt(name);
        if (items.isEmpty() || items.get().size() > most) {
            fault(name, "expected an array of at most " + most);
            return List.of();
        }
        return items.get();
    }

    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        List<Json> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            Optional<String> text = items.get(i).asText();
            if (text.isEmpty()) {
                fault(name + "/" + i, "expected a string");
            }
            text.ifPresent(texts::add);
        }
        return texts;
    }

    List<LinkReader> objects(String name, int most) {
        List<LinkReader> objects = new ArrayList<>();
        List<Json> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Json.Obj object) {
                objects.add(new LinkReader(object, pointer(name) + "/" + i, faults));
            } else {
                fault(name + "/" + i, "expected an object");
            }
        }
        return objects;
    }

    void need(String name, String expected) {
        if (!has(name)) {
            fault(name, "is missing: expected " + expected);
        }
    }

    void fault(String name, String detail) {
        add(name, "invalid_value", detail);
    }

    /** Members of other names are faults. */
    void onlyKnows(String... names) {
        Set<String> known = Set.of(names);
        for (String name : members.members().keySet()) {
            if (!known.contains(name)) {
                add(name.length() > 100 ? name.substring(0, 100) : name, "unknown_member", "there is no such member");
            }
        }
    }

    /** @throws BadCall something was wrong, here or in the objects within */
    void check() {
        if (!faults.isEmpty()) {
            throw new BadCall(faults);
        }
    }

    private void add(String name, String code, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new BadCall.Fault(pointer(name), code, detail));
        }
    }

    private String pointer(String name) {
        return path + "/" + name.replace("~", "~0");
    }
}
