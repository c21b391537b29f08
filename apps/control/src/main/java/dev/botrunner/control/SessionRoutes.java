package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.BodyReader;
import dev.botrunner.join.PageCursor;
import dev.botrunner.join.Posted;
import dev.botrunner.join.SessionDesk;
import dev.botrunner.join.SessionDocument;
import dev.botrunner.join.Stopped;
import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sessions by themselves and in lists: shown, stopped and talked to. */
public final class SessionRoutes {

    /** A bot that lives takes its messages with each beat. */
    private static final Duration NEXT_BEAT = Duration.ofSeconds(2);

    private final SessionDesk desk;
    private final PageCursor cursors;
    private final Supplier<String> messageIds;

    /** @param messageIds new ULIDs */
    public SessionRoutes(SessionDesk desk, PageCursor cursors, Supplier<String> messageIds) {
        this.desk = desk;
        this.cursors = cursors;
        this.messageIds = messageIds;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/sessions", this::list, KeyScope.READ).knowing(SessionFilters.PARAMETERS),
                Endpoint.get("/v1/sessions/{id}", this::show, KeyScope.READ),
                Endpoint.delete("/v1/sessions/{id}", this::stop, KeyScope.STOP),
                Endpoint.post("/v1/leave", this::leave, KeyScope.STOP),
                Endpoint.post("/v1/sessions/{id}/messages", this::post, KeyScope.JOIN));
    }

    private Reply show(Call call) {
        SessionId id = Faults.session(call.name("id"));
        SessionHead head = desk.find(tenant(call), id).orElseThrow(Faults::noSession);
        return Reply.ok(SessionDocument.whole(head, desk.place(head), reader(call)));
    }

    private Reply list(Call call) {
        Optional<Query> asked = SessionFilters.query(call.parameters(), tenant(call), cursors);
        Page page = asked.map(desk::list).orElseGet(() -> new Page(List.of(), Optional.empty()));
        List<Json.Obj> sessions = page.sessions().stream()
                .map(head -> SessionDocument.plain(head, desk.place(head), reader(call)))
                .toList();
        Optional<String> next = page.next().flatMap(last -> asked.map(query -> cursors.after(last, query)));
        return Reply.ok(Json.obj()
                .put("sessions", Json.arr(sessions))
                .putTextOrNull("next", next)
                .build());
    }

    private Reply stop(Call call) {
        return switch (desk.stop(tenant(call), Faults.session(call.name("id")))) {
            case Stopped.Underway(SessionHead head) -> Reply.json(202, document(call, head));
            case Stopped.EndedBefore(SessionHead head) -> Reply.ok(document(call, head));
            case Stopped.NotFound _ -> throw Faults.noSession();
        };
    }

    private Reply leave(Call call) {
        BodyReader.Leave whom = sound(BodyReader.leave(call.object()));
        List<SessionId> left = desk.leave(tenant(call), whom.room(), whom.bot());
        if (left.isEmpty()) {
            return Reply.problem(ProblemCode.NO_SESSION, "No session lives in that room");
        }
        List<Json.Str> ids = left.stream().map(id -> Json.str(id.value())).toList();
        return Reply.json(202, Json.obj().put("sessions", Json.arr(ids)).build());
    }

    private Reply post(Call call) {
        SessionId id = Faults.session(call.name("id"));
        Message message = sound(BodyReader.message(call.object(), messageIds.get()));
        return switch (desk.post(tenant(call), id, message)) {
            case Posted.Accepted(String messageId) ->
                Reply.json(202, Json.obj().put("message_id", messageId).build());
            case Posted.NotFound _ -> throw Faults.noSession();
            case Posted.NotRunning _ ->
                Reply.problem(Problem.of(
                                ProblemCode.NOT_RUNNING,
                                "The session is ending or has ended: it takes no more messages")
                        .withSession(id));
            case Posted.MailboxFull _ ->
                Reply.problem(Problem.of(
                                ProblemCode.MAILBOX_FULL,
                                "64 messages, or 64 KiB of them, wait for the bot: try again when it has taken some")
                        .withSession(id)
                        .retryIn(NEXT_BEAT));
        };
    }

    private static <T> T sound(BodyReader.Reading<T> reading) {
        return switch (reading) {
            case BodyReader.Reading.Sound<T>(T value) -> value;
            case BodyReader.Reading.Faulty<T>(var faults) -> throw new Refusal(Faults.inMembers(faults));
        };
    }

    private Json.Obj document(Call call, SessionHead head) {
        return SessionDocument.plain(head, desk.place(head), reader(call));
    }

    /** Whose sessions there are for this caller; absent: everybody's. */
    private static Optional<Tenant> tenant(Call call) {
        Caller caller = call.caller();
        return caller.seesAll() ? Optional.empty() : Optional.of(caller.requireTenant());
    }

    private static SessionDocument.Reader reader(Call call) {
        return call.caller().seesAll() ? SessionDocument.Reader.ALL_TENANTS : SessionDocument.Reader.OWNER;
    }
}
