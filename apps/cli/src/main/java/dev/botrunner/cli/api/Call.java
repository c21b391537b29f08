package dev.botrunner.cli.api;

import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param path from the slash on, escaped, with its query
 * @param patience how long to wait for the answer
 */
public record Call(
        String method, String path, Optional<Json.Obj> body, Map<String, String> headers, Duration patience) {

    /** The longest that the server may think, and a little for the way. */
    private static final Duration STANDARD = Duration.ofSeconds(15);

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call of(String method, String path) {
        return new Call(method, path, Optional.empty(), Map.of(), STANDARD);
    }

    public static Call get(String path) {
        return of("GET", path);
    }

    public Call with(Json.Obj document) {
        return new Call(method, path, Optional.of(document), headers, patience);
    }

    public Call with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, body, more, patience);
    }

    /** Waits so much longer than usual. */
    public Call longerBy(Duration more) {
        return new Call(method, path, body, headers, patience.plus(more));
    }
}
