package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.JoinAnswer;
import dev.botrunner.join.JoinCall;
import dev.botrunner.join.JoinDesk;
import dev.botrunner.join.SessionDocument;
import dev.botrunner.queue.Enqueued;
import dev.botrunner.session.Names;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** {@code POST /v1/join}, also without the prefix. */
public final class JoinRoutes {

    private static final int LONGEST_KEY = 255;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final HttpField REPLAYED = new PreEncodedHttpField("Idempotency-Replayed", "true");

    private final JoinDesk desk;

    public JoinRoutes(JoinDesk desk) {
        this.desk = desk;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/join", this::join, KeyScope.JOIN),
                Endpoint.post("/join", this::join, KeyScope.JOIN));
    }

    private Reply join(Call call) throws InterruptedException {
        Optional<Duration> wait = Preference.waiting(call.headers("Prefer")).filter(Duration::isPositive);
        JoinAnswer answer = desk.join(new JoinCall(
                call.caller().requireTenant(),
                call.object(),
                idempotencyKey(call),
                call.traceparent(),
                wait.orElse(Duration.ZERO)));
        return switch (answer) {
            case JoinAnswer.WithSession session -> shown(session, wait);
            case JoinAnswer.Faulty(var faults) -> Reply.problem(Faults.inMembers(faults));
            case JoinAnswer.KeyReused _ ->
                Reply.problem(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key came with another request in the last 24 hours: use a new one");
            case JoinAnswer.RoomTaken(var by) ->
                Reply.problem(Problem.of(
                                ProblemCode.ROOM_TAKEN,
                                "A session of this bot is in that room, and room_policy is \"refuse\"")
                        .withSession(by));
            case JoinAnswer.Full(var scope, var retryAfter) ->
                Reply.problem(full(scope).retryIn(retryAfter));
            case JoinAnswer.Throttled(var retryAfter) ->
                Reply.problem(Problem.of(ProblemCode.RATE_LIMITED, "The tenant joins faster than its rate allows: wait")
                        .retryIn(retryAfter));
            case JoinAnswer.Unavailable _ ->
                Reply.problem(
                        Problem.of(ProblemCode.QUEUE_UNAVAILABLE, "Nothing was accepted and nothing will be: try again")
                                .retryIn(SOON));
            case JoinAnswer.OutcomeUnknown(var session) ->
                Reply.problem(Problem.of(
                                ProblemCode.OUTCOME_UNKNOWN,
                                "It may have been accepted: repeat it with the same Idempotency-Key, or look for"
                                        + " session_id")
                        .withSession(session)
                        .retryIn(SOON));
        };
    }

    private static Reply shown(JoinAnswer.WithSession answer, Optional<Duration> wait) {
        List<HttpField> headers = new ArrayList<>(3);
        headers.add(new HttpField(
                HttpHeader.LOCATION, "/v1/sessions/" + answer.head().id()));
        if (answer instanceof JoinAnswer.Replayed) {
            headers.add(REPLAYED);
        }
        wait.ifPresent(applied -> headers.add(new HttpField("Preference-Applied", "wait=" + applied.toSeconds())));
        HttpField[] all = headers.toArray(HttpField[]::new);
        return Reply.json(status(answer, wait.isPresent()), SessionDocument.joined(answer), all);
    }

    /** Replays and waits are 200 once the session is joined or has ended; what was only met in its room is 200 at once. */
    private static int status(JoinAnswer.WithSession answer, boolean waited) {
        boolean atOnce = answer instanceof JoinAnswer.Reused && !waited;
        boolean asks = answer instanceof JoinAnswer.Replayed || waited;
        return atOnce || (asks && isSettled(answer.head())) ? 200 : 202;
    }

    private static boolean isSettled(SessionHead head) {
        return head.stage() == Stage.JOINED || head.hasEnded();
    }

    private static Problem full(Enqueued.Scope scope) {
        return switch (scope) {
            case QUEUE -> Problem.of(ProblemCode.QUEUE_FULL, "As many sessions wait as may: try again later");
            case TENANT ->
                Problem.of(
                        ProblemCode.TENANT_QUEUE_FULL, "As many sessions of this tenant wait as may: try again later");
        };
    }

    private static Optional<String> idempotencyKey(Call call) {
        Optional<String> key = call.header("Idempotency-Key");
        if (key.isPresent() && !Names.isVisibleAscii(key.get(), LONGEST_KEY)) {
            throw new Refusal(
                    ProblemCode.BAD_HEADER, "The header Idempotency-Key has 1 to 255 visible ASCII characters");
        }
        return key;
    }
}
