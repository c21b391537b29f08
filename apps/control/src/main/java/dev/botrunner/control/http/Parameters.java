package dev.botrunner.control.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** The query of a request, decoded strictly: what is not known, not UTF-8 or badly encoded is refused. */
public final class Parameters {

    static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    static Parameters of(@Nullable String query, Set<String> known) {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        boolean clean = decode(query, values);
        if (!clean) {
            throw new Refusal(ProblemCode.BAD_PARAMETER, "The query is not percent-encoded UTF-8");
        }
        List<Fault> unknown = values.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> Fault.inParameter(shown(name), "unknown_parameter", "This call knows no such parameter"))
                .toList();
        if (!unknown.isEmpty()) {
            String expected = known.isEmpty()
                    ? "none"
                    : String.join(", ", known.stream().sorted().toList());
            throw new Refusal(
                    Problem.of(ProblemCode.BAD_PARAMETER, "Unknown query parameter; this call knows: " + expected)
                            .withErrors(unknown));
        }
        return new Parameters(values);
    }

    /** The value, where the parameter was given. Given twice, it is refused. */
    public Optional<String> one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw new Refusal(Problem.inParameter(name, "It may be given once"));
        }
        return given.stream().findFirst();
    }

    /** All values, in the order in which they were given. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An integer between two bounds, both included. */
    public int integer(String name, int lowest, int highest, int otherwise) {
        Optional<String> text = one(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        String digits = text.get();
        boolean plain =
                !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = plain ? Long.parseLong(digits) : -1;
        if (!plain || value < lowest || value > highest) {
            throw new Refusal(
                    Problem.inParameter(name, "An integer from " + lowest + " to " + highest + " is expected"));
        }
        return (int) value;
    }

    private static boolean decode(String query, Map<String, List<String>> into) {
        try {
            return UrlEncoded.decodeUtf8To(
                    query,
                    0,
                    query.length(),
                    (name, value) ->
                            into.computeIfAbsent(name, _ -> new ArrayList<>()).add(value),
                    false,
                    false,
                    false);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
