package dev.botrunner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads variables, each by its name or, from the file that {@code NAME_FILE} names, and gathers what is wrong with them.
 * Confined to one thread.
 */
final class EnvironmentReader {

    /** The longest value that is read. */
    static final int MOST_BYTES = 1 << 20;

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    private final Map<String, String> environment;
    private final List<EnvironmentFault> faults = new ArrayList<>();

    EnvironmentReader(Map<String, String> environment) {
        this.environment = environment;
    }

    List<EnvironmentFault> faults() {
        return List.copyOf(faults);
    }

    void fault(String name, String detail) {
        faults.add(new EnvironmentFault(name, detail));
    }

    /** The value; one that is empty counts as not given. */
    Optional<String> value(String name) {
        Optional<String> plain = Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
        Optional<String> path =
                Optional.ofNullable(environment.get(name + "_FILE")).filter(text -> !text.isEmpty());
        if (plain.isPresent() && path.isPresent()) {
            fault(name, "is given both itself and as " + name + "_FILE: expected one of them");
            return Optional.empty();
        }
        Optional<String> value = path.isPresent() ? file(name, path.get()) : plain;
        return value.filter(text -> isReadable(name, text));
    }

    Optional<String> text(String name, Predicate<String> rule, String expected) {
        Optional<String> value = value(name);
        if (value.isPresent() && !rule.test(value.get())) {
            fault(name, "expected " + expected);
            return Optional.empty();
        }
        return value;
    }

    Optional<Json.Obj> object(String name) {
        return json(name, "a JSON object").flatMap(json -> {
            if (json.asObj().isEmpty()) {
                fault(name, "expected a JSON object, not another JSON value");
            }
            return json.asObj();
        });
    }

    Optional<Json.Arr> array(String name) {
        return json(name, "a JSON array").flatMap(json -> {
            if (json instanceof Json.Arr items) {
                return Optional.of(items);
            }
            fault(name, "expected a JSON array, not another JSON value");
            return Optional.empty();
        });
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).ifPresent(members -> {
            members.members().forEach((key, value) -> value.asText().ifPresent(text -> texts.put(key, text)));
            if (texts.size() < members.members().size()) {
                fault(name, "expected a JSON object whose members are all strings");
            }
        });
        return texts;
    }

    /** A positive number of seconds. */
    Optional<Duration> seconds(String name) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> number =
                JsonNumbers.isNumber(value.get()) ? JsonNumbers.decimal(value.get()) : Optional.empty();
        Optional<BigDecimal> right = number.filter(n -> n.signum() > 0 && n.compareTo(MOST_SECONDS) < 0);
        if (right.isEmpty()) {
            fault(name, "expected a positive number of seconds");
        }
        return right.map(n -> Duration.ofMillis(n.movePointRight(3).longValue()));
    }

    private Optional<Json> json(String name, String expected) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(value.get()));
        } catch (MalformedJson malformed) {
            fault(name, "expected " + expected + "; at byte " + malformed.position() + ": " + malformed.reason());
            return Optional.empty();
        }
    }

    private boolean isReadable(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            fault(name, "holds a NUL character");
            return false;
        }
        if (text.startsWith("\uFEFF")) {
            fault(name, "begins with a byte order mark: expected UTF-8 without one");
            return false;
        }
        if (TextSize.length(text) > MOST_BYTES) {
            fault(name, "is longer than " + MOST_BYTES + " bytes");
            return false;
        }
        return true;
    }

    private Optional<String> file(String name, String path) {
        try {
            return Optional.of(content(Path.of(path)));
        } catch (CharacterCodingException wrong) {
            fault(name, "the file that " + name + "_FILE names is not UTF-8");
        } catch (UnfitFile unfit) {
            fault(name, "the file that " + name + "_FILE names " + unfit.what());
        } catch (IOException | InvalidPathException | SecurityException unreadable) {
            fault(
                    name,
                    "the file that " + name + "_FILE names cannot be read: "
                            + unreadable.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /** The whole text of a regular file, less one line end behind it. A pipe or device would block: it is not opened. */
    private static String content(Path path) throws IOException {
        var before = Files.readAttributes(path, BasicFileAttributes.class);
        if (!before.isRegularFile()) {
            throw new UnfitFile("is not a regular file");
        }
        if (before.size() == 0) {
            throw new UnfitFile("is empty");
        }
        if (before.size() > MOST_BYTES) {
            throw new UnfitFile("is larger than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(path);
        var after = Files.readAttributes(path, BasicFileAttributes.class);
        if (bytes.length != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
            throw new UnfitFile("changed while it was read");
        }
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static final class UnfitFile extends IOException {
        private static final long serialVersionUID = 1L;
        private final String what;

        private UnfitFile(String what) {
            super(what);
            this.what = what;
        }

        private String what() {
            return what;
        }
    }
}
