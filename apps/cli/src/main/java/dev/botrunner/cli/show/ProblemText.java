package dev.botrunner.cli.show;

import dev.botrunner.cli.api.Refused;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;

/** A refusal in words: title, detail, and each member at fault. */
public final class ProblemText {

    private ProblemText() {}

    public static List<String> lines(Refused refused) {
        Json.Obj problem = refused.problem();
        var lines = new ArrayList<String>();
        lines.add(Plain.text(problem.textAt("title").orElse("Refused with status " + refused.status()))
                + problem.textAt("code")
                        .map(code -> " (" + Plain.text(code) + ")")
                        .orElse(""));
        problem.textAt("detail").ifPresent(detail -> lines.add("  " + Plain.text(detail)));
        for (Json.Obj error : refused.errors()) {
            lines.add("  " + place(error) + ": "
                    + Plain.text(error.textAt("detail").orElse("at fault"))
                    + error.textAt("code")
                            .map(code -> " (" + Plain.text(code) + ")")
                            .orElse(""));
        }
        problem.textAt("session_id").ifPresent(id -> lines.add("  session: " + Plain.text(id)));
        refused.retryAfter().ifPresent(seconds -> lines.add("  try again in " + Plain.text(seconds) + " s"));
        advice(refused).ifPresent(lines::add);
        return lines;
    }

    private static String place(Json.Obj error) {
        return error.textAt("parameter")
                .map(name -> "?" + Plain.text(name))
                .or(() -> error.textAt("pointer").map(at -> at.isEmpty() ? "the body" : Plain.text(at)))
                .orElse("the request");
    }

    private static java.util.Optional<String> advice(Refused refused) {
        return switch (refused.status()) {
            case 401 ->
                java.util.Optional.of(
                        "  Give a key that the server knows with --key-file FILE (or BOTRUNNER_KEY_FILE).");
            case 403 ->
                java.util.Optional.of("  The key is known but lacks the scope for this: see the server's keys file.");
            default -> java.util.Optional.empty();
        };
    }
}
