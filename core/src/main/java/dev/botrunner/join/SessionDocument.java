package dev.botrunner.join;

import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.SessionEnd;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Timeline;
import dev.botrunner.session.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A session as the outside sees it. */
public final class SessionDocument {

    private SessionDocument() {}

    /** Who reads it. */
    public enum Reader {
        /** The session's own tenant. */
        OWNER,
        /** Somebody who sees all tenants, and is told whose it is. */
        ALL_TENANTS
    }

    /** In the answer to a join. */
    public static Json.Obj joined(JoinAnswer.WithSession answer) {
        return document(answer.head(), answer.place(), Optional.of(answer.isReused()), Reader.OWNER)
                .build();
    }

    /** By itself. */
    public static Json.Obj whole(SessionHead head, Optional<QueuePlace> place, Reader reader) {
        return document(head, place, Optional.empty(), reader)
                .put("timeline", timeline(head))
                .build();
    }

    /** As an element of a list, and wherever it is enough. */
    public static Json.Obj plain(SessionHead head, Optional<QueuePlace> place, Reader reader) {
        return document(head, place, Optional.empty(), reader).build();
    }

    private static JsonBuilder document(
            SessionHead head, Optional<QueuePlace> place, Optional<Boolean> reused, Reader reader) {
        String self = "/v1/sessions/" + head.id();
        JsonBuilder document = Json.obj()
                .put("session_id", head.id().value())
                .put("state", head.stage().word())
                .put("bot", head.about().bot().name())
                .put("room_url", head.about().room().url())
                .put("created_at", Times.text(head.about().createdAt()))
                .put("start_deadline", Times.text(head.progress().startDeadline()))
                .put("attempt", attempt(head.progress().attempt()))
                .put("phase", phase(head.state()))
                .putOrNull("queue", place.map(SessionDocument::place));
        reused.ifPresent(answer -> document.put("reused", answer));
        if (reader == Reader.ALL_TENANTS) {
            document.put("tenant", head.about().tenant().name());
        }
        return document.put("labels", Json.texts(head.about().labels()))
                .put("priority", head.about().priority())
                .putOrNull("end", end(head.state()).map(SessionEnd::json))
                .put(
                        "links",
                        Json.obj()
                                .put("self", self)
                                .put("events", self + "/events")
                                .build());
    }

    private static Json attempt(int attempt) {
        return attempt == 0 ? Json.nil() : Json.num(attempt);
    }

    private static Json phase(SessionState state) {
        return state instanceof SessionState.Starting starting
                ? Json.str(starting.phase().word())
                : Json.nil();
    }

    private static Optional<SessionEnd> end(SessionState state) {
        return state instanceof SessionState.Ended(SessionEnd end) ? Optional.of(end) : Optional.empty();
    }

    private static Json.Obj place(QueuePlace place) {
        return Json.obj()
                .put("position", place.position())
                .putOrNull(
                        "eta_seconds", place.eta().map(eta -> Json.arr(tenths(eta.earliest()), tenths(eta.latest()))))
                .build();
    }

    /** An estimate is not told to the millisecond. */
    private static Json.Num tenths(Duration duration) {
        return new Json.Num(BigDecimal.valueOf(duration.toMillis(), 3)
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString());
    }

    private static Json.Arr timeline(SessionHead head) {
        List<Json.Obj> entries = head.timeline().entries().stream()
                .map(entry -> entry(head, entry))
                .toList();
        return Json.arr(entries);
    }

    private static Json.Obj entry(SessionHead head, Timeline.Entry entry) {
        return Json.obj()
                .put("phase", entry.phase())
                .put("attempt", attempt(entry.attempt()))
                .put("at", Times.text(entry.at()))
                .put(
                        "after_ms",
                        Duration.between(head.about().createdAt(), entry.at()).toMillis())
                .build();
    }
}
