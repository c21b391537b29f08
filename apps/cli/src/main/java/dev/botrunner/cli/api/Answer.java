package dev.botrunner.cli.api;

import dev.botrunner.session.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param headers by name in lower case
 * @param body absent where there was none or it is not JSON
 */
public record Answer(int status, Map<String, String> headers, Optional<Json> body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The body as an object; without one the answer is not that of a control server. */
    public Json.Obj document() throws Unreachable {
        Optional<Json.Obj> document = body.flatMap(Json::asObj);
        if (document.isEmpty()) {
            throw new Unreachable("The answer (status " + status
                    + ") is not a JSON object: is the address that of a Botrunner control server (--url)?");
        }
        return document.get();
    }
}
