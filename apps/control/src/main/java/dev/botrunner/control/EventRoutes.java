package dev.botrunner.control;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.control.http.Route;
import dev.botrunner.control.http.SseReply;
import dev.botrunner.files.KeyScope;
import dev.botrunner.join.SessionDesk;
import dev.botrunner.publish.Envelope;
import dev.botrunner.publish.Scope;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ulid;
import dev.botrunner.stream.EventFeed;
import dev.botrunner.stream.Filter;
import dev.botrunner.stream.OpenStream;
import dev.botrunner.stream.StreamRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Events as they come: of one session, or of all that a key may see. */
public final class EventRoutes {

    private static final String CURSOR = "last_event_id";

    private static final String[] ALL = {CURSOR, Wanted.TYPE.parameter, Wanted.BOT.parameter, Wanted.SESSION.parameter};

    /** A stream ends every half hour at most, so that there is always one that ends soon. */
    private static final Duration FULL = Duration.ofSeconds(5);

    /** Values of one parameter. */
    private static final int MOST = 100;

    private final SessionDesk desk;
    private final EventFeed feed;

    public EventRoutes(SessionDesk desk, EventFeed feed) {
        this.desk = desk;
        this.feed = feed;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                stream("/v1/events", this::all, ALL),
                stream("/events", this::all, ALL),
                stream("/v1/sessions/{id}/events", this::one, CURSOR, Wanted.TYPE.parameter));
    }

    private static Endpoint stream(String template, Route route, String... parameters) {
        return Endpoint.get(template, route, KeyScope.EVENTS)
                .knowing(parameters)
                .answering(Endpoint.Answers.EVENT_STREAM);
    }

    private Reply all(Call call) {
        Caller caller = call.caller();
        Scope scope = caller.seesAll() ? new Scope.All() : new Scope.OfTenant(caller.requireTenant());
        return open(call, scope, filter(call), Optional.empty());
    }

    /** Its end is always told, whatever the types asked for. */
    private Reply one(Call call) {
        Caller caller = call.caller();
        SessionId id = Faults.session(call.name("id"));
        SessionHead head = desk.find(caller.seesAll() ? Optional.empty() : Optional.of(caller.requireTenant()), id)
                .orElseThrow(Faults::noSession);
        var filter = new Filter(given(call, Wanted.TYPE, type -> type), Set.of(), Set.of());
        return open(call, new Scope.Session(head.about().tenant(), id), filter, RecordedEnd.of(head));
    }

    private Reply open(Call call, Scope scope, Filter filter, Optional<Envelope> end) {
        Optional<String> cursor = cursor(call);
        if (call.isHead()) {
            return SseReply.to(_ -> {});
        }
        var request =
                new StreamRequest(scope, filter, cursor, end, call.caller().standing());
        return switch (feed.open(request)) {
            case EventFeed.Opened.Ready(OpenStream stream) -> SseReply.to(stream::begin);
            case EventFeed.Opened.Over _ -> Reply.noContent();
            case EventFeed.Opened.Full _ ->
                Reply.problem(Problem.of(
                                ProblemCode.STREAMS_FULL,
                                "This server has as many open streams as it takes (--stream-limit): come again later")
                        .retryIn(FULL));
        };
    }

    /** The header wins: a browser sends what it last had, whatever stands in its URL. */
    private static Optional<String> cursor(Call call) {
        Optional<String> inQuery = call.parameters().one(CURSOR);
        return call.header("Last-Event-ID").or(() -> inQuery).filter(text -> !text.isEmpty());
    }

    private static Filter filter(Call call) {
        return new Filter(
                given(call, Wanted.TYPE, type -> type),
                given(call, Wanted.BOT, BotName::new),
                given(call, Wanted.SESSION, SessionId::new));
    }

    private static <T> Set<T> given(Call call, Wanted what, Function<String, T> read) {
        List<String> all = call.parameters().all(what.parameter);
        if (all.size() > MOST || !all.stream().allMatch(what.form)) {
            throw new Refusal(Problem.inParameter(what.parameter, what.expected));
        }
        return all.stream().map(read).collect(Collectors.toUnmodifiableSet());
    }

    /** A parameter that may be given several times, any of whose values will do. */
    private record Wanted(String parameter, Predicate<String> form, String expected) {
        private static final Wanted TYPE =
                new Wanted("type", Filter::isType, "An event's type is expected, or a prefix of some that ends in .*");
        private static final Wanted BOT = new Wanted("bot", Names::isName, "A bot's name is expected");
        private static final Wanted SESSION = new Wanted("session", Ulid::isValid, "A session's id is expected");
    }
}
