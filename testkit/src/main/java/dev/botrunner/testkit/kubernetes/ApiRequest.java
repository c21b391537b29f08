package dev.botrunner.testkit.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.botrunner.session.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request, read. */
record ApiRequest(String method, String path, Map<String, String> query, String body) {

    static ApiRequest of(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int is = pair.indexOf('=');
                if (is > 0) {
                    query.put(
                            URLDecoder.decode(pair.substring(0, is), UTF_8),
                            URLDecoder.decode(pair.substring(is + 1), UTF_8));
                }
            }
        }
        String path = exchange.getRequestURI().getPath();
        return new ApiRequest(
                exchange.getRequestMethod(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                query,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    boolean isWatch() {
        return "true".equals(query.get("watch"));
    }

    Optional<Long> version() {
        return Optional.ofNullable(query.get("resourceVersion"))
                .filter(text -> !text.isEmpty())
                .map(Long::parseLong);
    }

    /** Whether the object has the labels that are asked for. */
    boolean selects(Json.Obj object) {
        String selector = query.getOrDefault("labelSelector", "");
        if (selector.isEmpty()) {
            return true;
        }
        Json.Obj labels = object.objAt("metadata")
                .flatMap(metadata -> metadata.objAt("labels"))
                .orElse(Json.Obj.EMPTY);
        for (String term : selector.split(",", -1)) {
            int is = term.indexOf('=');
            String wanted = term.substring(is + 1);
            if (labels.textAt(term.substring(0, is)).filter(wanted::equals).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    Json.Obj object() {
        return body.isEmpty() ? Json.Obj.EMPTY : (Json.Obj) Json.parse(body);
    }
}
