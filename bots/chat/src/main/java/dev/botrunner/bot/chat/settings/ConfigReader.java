package dev.botrunner.bot.chat.settings;

import dev.botrunner.session.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads members of an object and collects what is wrong with them. Never repeats a value. For one thread. */
final class ConfigReader {

    private final Json.Obj config;
    private final List<String> faults;
    private final Set<String> known = new HashSet<>();

    ConfigReader(Json.Obj config, List<String> faults) {
        this.config = config;
        this.faults = faults;
    }

    Duration seconds(String name, double usual, int most) {
        Optional<Json> value = value(name);
        BigDecimal seconds = value.flatMap(ConfigReader::decimal).orElse(BigDecimal.valueOf(usual));
        boolean fits = seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (value.isPresent() && (decimal(value.get()).isEmpty() || !fits)) {
            faults.add("config." + name + ": expected seconds from 0 to " + most);
            return Duration.ZERO;
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    int number(String name, int usual, int least, int most) {
        Optional<Json> value = value(name);
        OptionalLong number = value.map(Json::asInteger).orElse(OptionalLong.of(usual));
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
            faults.add("config." + name + ": expected an integer from " + least + " to " + most);
            return usual;
        }
        return (int) number.getAsLong();
    }

    boolean flag(String name, boolean usual) {
        Optional<Json> value = value(name);
        if (value.isPresent() && value.get().asBool().isEmpty()) {
            faults.add("config." + name + ": expected true or false");
        }
        return value.flatMap(Json::asBool).orElse(usual);
    }

    Json.Obj object(String name, Set<String> notIn) {
        Optional<Json> value = value(name);
        Json.Obj object = value.flatMap(Json::asObj).orElse(Json.Obj.EMPTY);
        if (value.isPresent() && value.get().asObj().isEmpty()) {
            faults.add("config." + name + ": expected an object");
        }
        object.members().keySet().stream()
                .filter(notIn::contains)
                .forEach(member -> faults.add("config." + name + "." + member + ": is the bot's own affair"));
        return object;
    }

    /** All that was not asked for is unknown. */
    void end() {
        var names = new TreeSet<>(known);
        config.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(
                        "config: unknown member '" + shown(name) + "'; known are " + String.join(", ", names)));
    }

    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "…";
    }

    private Optional<Json> value(String name) {
        known.add(name);
        return config.member(name);
    }

    private static Optional<BigDecimal> decimal(Json value) {
        return value instanceof Json.Num number ? number.asDecimal() : Optional.empty();
    }
}
