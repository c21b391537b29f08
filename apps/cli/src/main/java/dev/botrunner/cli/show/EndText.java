package dev.botrunner.cli.show;

import dev.botrunner.session.Json;
import dev.botrunner.session.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The end of a session in words: what, why, at which stage, by whose doing, and what to do about it. */
public final class EndText {

    private EndText() {}

    public static List<String> lines(Json.Obj end) {
        String outcome = SessionText.text(end, "outcome");
        String reason = SessionText.text(end, "reason");
        var lines = new ArrayList<String>();
        lines.add("ended:   " + outcome + ", " + reason
                + end.textAt("stage")
                        .map(stage -> ", while " + Plain.text(stage))
                        .orElse("")
                + attempt(end)
                + end.textAt("blame")
                        .map(blame -> "; blame: " + Plain.text(blame))
                        .orElse(""));
        Optional<Reason> known = Reason.of(reason);
        known.ifPresent(word -> lines.add("meaning: " + word.meaning()));
        exit(end).ifPresent(lines::add);
        end.textAt("detail")
                .filter(detail -> !detail.isBlank())
                .ifPresent(detail -> detail.lines().forEach(line -> lines.add("detail:  " + Plain.text(line))));
        Advice.on(known, outcome).ifPresent(advice -> lines.add("to do:   " + advice));
        return lines;
    }

    private static String attempt(Json.Obj end) {
        OptionalLong attempt = end.integerAt("attempt");
        return attempt.isEmpty() ? "; nothing was tried" : ", attempt " + attempt.getAsLong();
    }

    private static Optional<String> exit(Json.Obj end) {
        OptionalLong code = end.integerAt("exit_code");
        return code.isEmpty() ? Optional.empty() : Optional.of("exit:    " + exit(code.getAsLong()));
    }

    private static String exit(long code) {
        String meaning = switch (Math.clamp(code, -1, 999)) {
            case 0 -> "done";
            case 10 -> "asked to be tried again";
            case 20 -> "wrong configuration";
            case 30 -> "superseded, or ended elsewhere";
            case 137 -> "killed (SIGKILL): often for its memory";
            case 143 -> "left on SIGTERM";
            default -> code > 128 && code < 160 ? "signal " + (code - 128) : "crashed";
        };
        return code + ", " + meaning;
    }
}
