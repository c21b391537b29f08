package dev.botrunner.e2e.stand;

import dev.botrunner.session.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/** An answer of the API, read whole. */
public record Reply(int status, HttpHeaders headers, String body) {

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    /** Its object. */
    public Json.Obj object() {
        if (Json.parse(body) instanceof Json.Obj object) {
            return object;
        }
        throw new AssertionError("Not an object: " + this);
    }

    /** The code of a problem. */
    public String code() {
        return object().textAt("code").orElseThrow(() -> new AssertionError("No problem: " + this));
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + " " + body;
    }
}
