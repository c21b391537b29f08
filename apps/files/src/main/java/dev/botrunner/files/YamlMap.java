package dev.botrunner.files;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A mapping of a YAML file, read key by key; what nobody has asked for is unknown. Faults are gathered, not thrown. */
final class YamlMap {

    private record Entry(YamlValue key, YamlValue value) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final String what;

    private YamlMap(String what) {
        this.what = what;
    }

    /** @param what says in messages whose keys these are */
    static YamlMap of(MappingNode mapping, String what, YamlFaults faults) {
        var map = new YamlMap(what);
        for (NodeTuple member : mapping.getValue()) {
            var key = new YamlValue(member.getKeyNode(), faults);
            Optional<String> name = key.scalar();
            if (name.isEmpty()) {
                key.fault("a key of " + what + " is not a word");
            } else if (map.entries.putIfAbsent(name.get(), new Entry(key, new YamlValue(member.getValueNode(), faults)))
                    != null) {
                key.fault("'" + name.get() + "' stands twice in " + what);
            }
        }
        return map;
    }

    /** All keys with their values, for mappings whose keys are names. */
    Map<String, YamlValue> all() {
        Map<String, YamlValue> all = new LinkedHashMap<>();
        entries.forEach((name, entry) -> all.put(name, entry.value()));
        known.addAll(entries.keySet());
        return all;
    }

    void faultAt(String key, String fault) {
        Entry entry = entries.get(key);
        if (entry != null) {
            entry.key().fault(fault);
        }
    }

    /** To be called once everything was asked for. */
    void refuseUnknown() {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                String meant = NearestName.of(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known are: " + String.join(", ", known));
                entry.key().fault("unknown key '" + name + "' in " + what + "; " + meant);
            }
        });
    }

    Optional<YamlValue> value(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    Optional<String> text(String key, Predicate<String> rule, String expected) {
        Optional<YamlValue> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> text = value.get().scalar().filter(rule);
        if (text.isEmpty()) {
            value.get().fault("'" + key + "' of " + what + ": expected " + expected);
        }
        return text;
    }

    /** A list of such texts; nothing where an element is faulty. */
    Optional<List<String>> texts(String key, Predicate<String> rule, String expected) {
        Optional<YamlValue> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<YamlValue>> items = value.get().items();
        if (items.isEmpty()) {
            value.get().fault("'" + key + "' of " + what + ": expected a list, each element " + expected);
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items.get()) {
            Optional<String> text = item.scalar().filter(rule);
            text.ifPresentOrElse(
                    texts::add, () -> item.fault("in '" + key + "' of " + what + ": expected " + expected));
        }
        return texts.size() == items.get().size() ? Optional.of(texts) : Optional.empty();
    }

    Optional<Duration> duration(String key, Duration least, Duration most) {
        Predicate<String> rule = text -> DurationText.parse(text)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
                .isPresent();
        String expected =
                "a duration from " + DurationText.of(least) + " to " + DurationText.of(most) + " (30s, 5m, 2h)";
        return text(key, rule, expected).flatMap(DurationText::parse);
    }

    OptionalInt integer(String key, int least, int most) {
        Predicate<String> rule =
                text -> integer(text).filter(n -> n >= least && n <= most).isPresent();
        Optional<Integer> number =
                text(key, rule, "an integer from " + least + " to " + most).flatMap(YamlMap::integer);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    Optional<YamlMap> map(String key) {
        Optional<YamlValue> value = value(key);
        Optional<YamlMap> map = value.flatMap(v -> v.map("'" + key + "' of " + what));
        if (value.isPresent() && map.isEmpty()) {
            value.get().fault("'" + key + "' of " + what + ": expected a mapping (key: value)");
        }
        return map;
    }

    /** A mapping of whatever is in it. */
    Json.Obj json(String key) {
        Optional<YamlValue> value = value(key);
        Optional<Json.Obj> object = value.map(YamlValue::json).flatMap(Json::asObj);
        if (value.isPresent() && object.isEmpty()) {
            value.get().fault("'" + key + "' of " + what + ": expected a mapping (key: value)");
        }
        return object.orElse(Json.Obj.EMPTY);
    }

    private static Optional<Integer> integer(String text) {
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        if (digits < 1
                || digits > 9
                || !text.chars().skip(text.length() - digits).allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text));
    }
}
