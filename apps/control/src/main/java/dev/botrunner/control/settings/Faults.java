package dev.botrunner.control.settings;

import dev.botrunner.files.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one and remembers all that is wrong, so that somebody mends it in one go. */
final class Faults {

    private final List<String> found = new ArrayList<>();

    void add(String setting, String what) {
        found.add(setting + ": " + what);
    }

    void addAll(List<String> others) {
        found.addAll(others);
    }

    List<String> found() {
        return List.copyOf(found);
    }

    /** What the parser makes of the text; the default where there is none, or it is faulty. */
    <T> T read(String setting, @Nullable String text, T otherwise, Function<String, T> parser) {
        if (text == null) {
            return otherwise;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException faulty) {
            add(setting, String.valueOf(faulty.getMessage()));
            return otherwise;
        }
    }

    <T> Optional<T> optional(String setting, @Nullable String text, Function<String, T> parser) {
        return read(setting, text, Optional.empty(), given -> Optional.of(parser.apply(given)));
    }

    Duration duration(String setting, @Nullable String text, Duration otherwise, Duration least) {
        return read(
                setting,
                text,
                otherwise,
                given -> DurationText.parse(given)
                        .filter(duration -> duration.compareTo(least) >= 0)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "a duration of at least " + DurationText.of(least) + " is expected: 30s, 5m, 2h")));
    }

    int number(String setting, @Nullable String text, int otherwise, int least, int most) {
        return read(setting, text, otherwise, given -> {
            boolean digits =
                    !given.isEmpty() && given.length() <= 9 && given.chars().allMatch(Character::isDigit);
            int value = digits ? Integer.parseInt(given) : -1;
            if (value < least || value > most) {
                throw new IllegalArgumentException("a number from " + least + " to " + most + " is expected");
            }
            return value;
        });
    }

    <E extends Enum<E>> E word(String setting, @Nullable String text, E otherwise, Class<E> kind) {
        return read(setting, text, otherwise, given -> {
            List<String> words = new ArrayList<>();
            for (E constant : kind.getEnumConstants()) {
                String word = constant.name().toLowerCase(Locale.ROOT);
                if (word.equals(given)) {
                    return constant;
                }
                words.add(word);
            }
            throw new IllegalArgumentException("one of " + String.join(", ", words) + " is expected");
        });
    }

    Optional<Path> file(String setting, @Nullable String text) {
        return optional(setting, text, given -> {
            Path path = Path.of(given);
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new IllegalArgumentException("there is no readable file " + given);
            }
            return path;
        });
    }

    <T> List<T> list(String setting, @Nullable String text, Function<String, T> parser) {
        return read(setting, text, List.of(), given -> {
            List<T> items = new ArrayList<>();
            for (String item : given.split(",", -1)) {
                items.add(parser.apply(item.strip()));
            }
            return List.copyOf(items);
        });
    }
}
