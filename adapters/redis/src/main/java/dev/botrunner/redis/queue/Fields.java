package dev.botrunner.redis.queue;

import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The members of a stored object, as what they have to be; what is not is an {@link UnreadableRecord}. Members that are
 * not asked for are passed over: a later version may have added them. Times are milliseconds, or a text where they are
 * finer.
 */
record Fields(Json.Obj object) {

    static Fields parse(String text) {
        try {
            return Json.parse(text)
                    .asObj()
                    .map(Fields::new)
                    .orElseThrow(() -> new UnreadableRecord("it is no JSON object"));
        } catch (MalformedJson e) {
            throw new UnreadableRecord("it is no JSON");
        }
    }

    /** In an order that is always the same, so that equal maps are equal texts. */
    static Json.Obj sorted(Map<String, String> texts) {
        return Json.texts(new TreeMap<>(texts));
    }

    static Json time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).equals(at) ? Json.num(at.toEpochMilli()) : Json.str(at.toString());
    }

    static Json length(Duration duration) {
        return Duration.ofMillis(duration.toMillis()).equals(duration)
                ? Json.num(duration.toMillis())
                : Json.str(duration.toString());
    }

    static void putTime(JsonBuilder object, String name, Optional<Instant> at) {
        object.putIfPresent(name, at.map(Fields::time));
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "a text"));
    }

    Optional<String> optionalText(String name) {
        return object.textAt(name);
    }

    long number(String name) {
        return object.integerAt(name).orElseThrow(() -> missing(name, "an integer"));
    }

    int count(String name) {
        long number = number(name);
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw missing(name, "a smaller integer");
        }
        return (int) number;
    }

    Fields at(String name) {
        return object.objAt(name).map(Fields::new).orElseThrow(() -> missing(name, "an object"));
    }

    Instant time(String name) {
        return optionalTime(name).orElseThrow(() -> missing(name, "a time"));
    }

    Optional<Instant> optionalTime(String name) {
        return object.member(name).map(value -> time(name, value));
    }

    private static Instant time(String name, Json value) {
        if (value.asInteger().isPresent()) {
            return Instant.ofEpochMilli(value.asInteger().getAsLong());
        }
        return parsed(name, value, Instant::parse);
    }

    Duration length(String name) {
        Json value = object.member(name).orElseThrow(() -> missing(name, "a duration"));
        if (value.asInteger().isPresent()) {
            return Duration.ofMillis(value.asInteger().getAsLong());
        }
        return parsed(name, value, Duration::parse);
    }

    private static <T> T parsed(String name, Json value, Function<String, T> parser) {
        try {
            return value.asText().map(parser).orElseThrow(() -> missing(name, "a time"));
        } catch (DateTimeParseException e) {
            throw missing(name, "a time");
        }
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return optionalWord(name, type).orElseThrow(() -> missing(name, "a known word"));
    }

    <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> type) {
        Optional<String> word = optionalText(name);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word.get())) {
                return Optional.of(constant);
            }
        }
        throw missing(name, "a known word");
    }

    Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        object.objAt(name)
                .ifPresent(map -> map.members()
                        .forEach((key, value) ->
                                texts.put(key, value.asText().orElseThrow(() -> missing(name, "texts")))));
        return texts;
    }

    List<String> textList(String name) {
        var texts = new ArrayList<String>();
        for (Json item : object.itemsAt(name).orElse(List.of())) {
            texts.add(item.asText().orElseThrow(() -> missing(name, "texts")));
        }
        return texts;
    }

    List<Fields> list(String name) {
        var items = new ArrayList<Fields>();
        for (Json item : object.itemsAt(name).orElse(List.of())) {
            items.add(new Fields(item.asObj().orElseThrow(() -> missing(name, "objects"))));
        }
        return items;
    }

    private static UnreadableRecord missing(String name, String expected) {
        return new UnreadableRecord("member " + name + " is not " + expected);
    }
}
