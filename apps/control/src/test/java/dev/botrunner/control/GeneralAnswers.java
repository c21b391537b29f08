package dev.botrunner.control;

import dev.botrunner.control.http.RawHttp;
import dev.botrunner.session.Json;
import java.util.Optional;
import java.util.Set;

/** What every operation answers to calls that it cannot take: provoked from what the document says of it. */
final class GeneralAnswers {

    private static final String ID = "01k0000000000000000000000a";

    private final Conformity conformity;

    GeneralAnswers(Conformity conformity) {
        this.conformity = conformity;
    }

    void provoke(String operation) {
        Set<String> statuses = conformity.document.statuses(operation);
        String line = operation
                .replace("{id}", ID)
                .replace("{bot}", "echo")
                .replace("{name}", "x")
                .replace("{file}", "main.js");
        String path = line.substring(line.indexOf(' ') + 1);
        boolean takesBody =
                conformity.document.operation(operation).member("requestBody").isPresent();
        String key = path.startsWith("/link") || path.endsWith("/demand") ? "worker" : "acme";
        String body = takesBody ? "{}" : "";
        conformity.see(operation, 405, conformity.api.as("", "PATCH " + path, ""));
        conformity.see(operation, 400, conformity.api.as(key, line + "?colour=red", body));
        if (statuses.contains("401") && isKeyed(operation)) {
            conformity.see(operation, 401, conformity.api.as("", line, body));
            conformity.see(operation, 401, conformity.api.as("wrong", line, body));
        }
        if (statuses.contains("403")) {
            conformity.see(operation, 403, conformity.api.as("nothing", line, body));
        }
        if (statuses.contains("406")) {
            conformity.see(operation, 406, conformity.api.as(key, line, body, "Accept: image/png"));
        }
        if (takesBody) {
            bodies(operation, line, key);
        }
    }

    private void bodies(String operation, String line, String key) {
        conformity.see(operation, 415, conformity.api.as(key, line, "{}", "Content-Type: text/plain"));
        conformity.see(operation, 413, conformity.api.as(key, line, "{\"x\":\"" + "x".repeat(1024 * 1024) + "\"}"));
        String head = line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{";
        conformity.see(operation, 408, RawHttp.ask(conformity.api.doors.port(), head));
    }

    /** Whether the key ring decides, and not a ticket or token. */
    private boolean isKeyed(String operation) {
        Optional<Json> security = conformity.document.operation(operation).member("security");
        return security.isEmpty() || security.get().text().contains("\"key\"");
    }
}
