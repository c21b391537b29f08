package dev.botrunner.session;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one end of a session, as its record keeps it.
 *
 * @param reason {@code [a-z][a-z0-9_]{0,63}}: one of {@link Reason}, or a bot's own word
 * @param stage the state before {@code ending} or {@code ended}
 * @param blame absent for {@code completed} and {@code stopped}
 * @param attempt the last attempt that was tried; absent when nothing was
 * @param exitCode of the runner's process, 128 + n for a signal; absent when there was none
 * @param detail at most 2 KiB
 */
public record SessionEnd(
        Outcome outcome,
        String reason,
        Stage stage,
        Optional<Blame> blame,
        OptionalInt attempt,
        OptionalInt exitCode,
        Optional<String> detail,
        Instant at) {

    public static final int MAX_DETAIL_BYTES = 2048;

    /** As the member {@code end} of documents and events. */
    public Json.Obj json() {
        return Json.obj()
                .put("outcome", outcome.word())
                .put("reason", reason)
                .put("stage", stage.word())
                .put("blame", blame.<Json>map(b -> Json.str(b.word())).orElse(Json.nil()))
                .put("attempt", attempt.isPresent() ? Json.num(attempt.getAsInt()) : Json.nil())
                .put("exit_code", exitCode.isPresent() ? Json.num(exitCode.getAsInt()) : Json.nil())
                .put("detail", detail.<Json>map(Json::str).orElse(Json.nil()))
                .put("at", Times.text(at))
                .build();
    }
}
