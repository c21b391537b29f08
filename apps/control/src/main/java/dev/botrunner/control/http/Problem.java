package dev.botrunner.control.http;

import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was not done, as RFC 9457 writes it.
 *
 * @param detail what happened, to what, what was expected, what to do; never a secret or what was sent
 * @param errors all members and parameters at fault, together
 * @param session where known
 * @param retryAfter when to try again
 * @param closes whether the connection is closed after it, since the rest of the request is not wanted
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<Fault> errors,
        Optional<SessionId> session,
        Optional<Duration> retryAfter,
        boolean closes) {

    /** Never longer than this is anybody told to wait. */
    private static final long LONGEST_WAIT = 300;

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Optional.empty(), Optional.empty(), false);
    }

    /** A query parameter is at fault. */
    public static Problem inParameter(String name, String detail) {
        return of(ProblemCode.BAD_PARAMETER, detail)
                .withErrors(List.of(Fault.inParameter(name, "invalid_value", detail)));
    }

    public Problem withErrors(List<Fault> faults) {
        return new Problem(code, detail, faults, session, retryAfter, closes);
    }

    public Problem withSession(SessionId id) {
        return new Problem(code, detail, errors, Optional.of(id), retryAfter, closes);
    }

    public Problem retryIn(Duration wait) {
        return new Problem(code, detail, errors, session, Optional.of(wait), closes);
    }

    public Problem closing() {
        return new Problem(code, detail, errors, session, retryAfter, true);
    }

    /** As the header {@code Retry-After} says it: whole seconds, rounded up, from 1 to 300. */
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.clamp(wait.plusNanos(999_999_999).toSeconds(), 1, LONGEST_WAIT)));
    }

    Json.Obj json(Optional<String> traceId) {
        JsonBuilder document = Json.obj()
                .put("type", "urn:botrunner:problem:" + code.word())
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.word())
                .put("detail", detail);
        if (!errors.isEmpty()) {
            document.put("errors", Json.arr(errors.stream().map(Fault::json).toList()));
        }
        return document.putTextIfPresent("session_id", session.map(SessionId::value))
                .putTextIfPresent("trace_id", traceId)
                .build();
    }
}
