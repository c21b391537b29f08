package dev.botrunner.control;

import dev.botrunner.control.http.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gathers answers, what is wrong with them, and which documented ones were seen. */
final class Conformity {

    final ApiUnderTest api;
    final OpenApi document;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    Conformity(ApiUnderTest api) {
        this.api = api;
        this.document = new OpenApi(api.as("", "GET /openapi.yaml", "").body());
    }

    /** Holds an answer against the document, and the status against what was expected. */
    RawHttp.Answer see(String operation, int status, RawHttp.Answer answer) {
        seen.add(operation + " " + answer.status());
        if (answer.status() != status) {
            faults.add(operation + ": expected " + status + ", got " + answer.status() + " " + answer.body());
        }
        document.faults(operation, answer)
                .forEach(
                        fault -> faults.add(operation + " " + answer.status() + ": " + fault + " in " + answer.body()));
        return answer;
    }

    List<String> faults() {
        return faults;
    }

    /** What is documented and was not seen. */
    Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        for (String operation : document.operations()) {
            document.statuses(operation).forEach(status -> unseen.add(operation + " " + status));
        }
        unseen.removeAll(seen);
        return unseen;
    }
}
