package dev.botrunner.control.http;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.MalformedJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All endpoints of one port: finds the route, lets the caller in, reads what it sent, and writes what the route answers. */
public final class Entrance extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final Set<String> NEVER = Set.of("TRACE", "CONNECT");

    private final Router router;
    private final Gate gate;
    private final Origins origins;
    private final Observer observer;
    private final BodyReader bodies;
    private final InFlight inFlight = new InFlight();
    private final Dependencies dependencies = new Dependencies();

    public Entrance(List<Endpoint> endpoints, Gate gate, Origins origins, Observer observer, Duration bodyTimeout) {
        this.router = new Router(endpoints);
        this.gate = gate;
        this.origins = origins;
        this.observer = observer;
        this.bodies = new BodyReader(bodyTimeout);
    }

    public InFlight inFlight() {
        return inFlight;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // only fairness depends on the yield, see there
    public boolean handle(Request request, Response response, Callback callback) {
        // A connection that asks again as soon as it is answered would keep its carrier thread: others first.
        Thread.yield();
        if (!inFlight.enter()) {
            Problem stopping = Problem.of(ProblemCode.STOPPING, "This server is stopping: try another, or later")
                    .retryIn(Duration.ofSeconds(1))
                    .closing();
            Answering.write(stopping, request, response, callback);
            return true;
        }
        try {
            answer(request, response, callback);
        } finally {
            inFlight.leave();
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        origins.answer(request.getHeaders(), response.getHeaders());
        Optional<Router.Found> found = router.find(request.getHttpURI().getCanonicalPath());
        String method = request.getMethod();
        @Nullable Endpoint endpoint = found.isEmpty() ? null : found.get().endpoint(method);
        Reply reply = endpoint != null ? guarded(request, endpoint, found.get()) : unrouted(request, response, found);
        int status = Answering.write(reply, request, response, callback);
        observer.answered(
                endpoint == null ? Observer.NO_ROUTE : endpoint.template(),
                status,
                System.nanoTime() - request.getBeginNanoTime(),
                request.getHeaders().contains("Prefer"));
    }

    private Reply unrouted(Request request, Response response, Optional<Router.Found> found) {
        String allowed = found.map(Router.Found::allowed).orElse("GET, HEAD, POST, DELETE");
        if (request.getMethod().equals("OPTIONS") && !origins.isEmpty() && found.isPresent()) {
            response.getHeaders().clear();
            origins.answerPreflight(request.getHeaders(), response.getHeaders(), allowed);
            return Reply.noContent();
        }
        boolean ofServer = NEVER.contains(request.getMethod())
                || "*".equals(request.getHttpURI().getPath());
        if (found.isEmpty() && !ofServer) {
            return Reply.problem(ProblemCode.NOT_FOUND, "There is nothing at this path");
        }
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        return Reply.problem(ProblemCode.METHOD_NOT_ALLOWED, "This path takes: " + allowed);
    }

    private Reply guarded(Request request, Endpoint endpoint, Router.Found found) {
        try {
            return endpoint.route().answer(call(request, endpoint, found));
        } catch (Refusal refusal) {
            return Reply.problem(refusal.problem());
        } catch (MalformedJson malformed) {
            return Reply.problem(
                    ProblemCode.MALFORMED_JSON,
                    "The body is not strict JSON: " + malformed.reason() + " at byte " + malformed.position());
        } catch (DependencyException failed) {
            return Reply.problem(dependencies.problem(endpoint, failed));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reply.problem(Problem.of(ProblemCode.STOPPING, "This server is stopping: try another, or later")
                    .closing());
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.atError()
                    .addKeyValue("route", endpoint.template())
                    .setCause(bug)
                    .log("A route failed");
            return Reply.problem(ProblemCode.INTERNAL, "This should not happen; the server's log says more");
        }
    }

    private Call call(Request request, Endpoint endpoint, Router.Found found) throws InterruptedException {
        Caller caller =
                endpoint.scopes().isEmpty() ? Caller.NOBODY : gate.admit(new Credentials(request), endpoint.scopes());
        Parameters parameters = Parameters.of(request.getHttpURI().getQuery(), endpoint.parameters());
        if (!Accepts.answer(endpoint.answers(), request.getHeaders())) {
            throw new Refusal(
                    ProblemCode.NOT_ACCEPTABLE, "The header Accept leaves no type that this call answers with");
        }
        return new Call(request, caller, found.names(), parameters, body(request, endpoint));
    }

    private byte[] body(Request request, Endpoint endpoint) throws InterruptedException {
        if (endpoint.body() == Endpoint.BodyKind.NONE) {
            return new byte[0];
        }
        byte[] body = bodies.read(request);
        if (body.length > 0 && !Accepts.body(request.getHeaders())) {
            throw new Refusal(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body has to come as Content-Type: application/json, in UTF-8, without Content-Encoding");
        }
        return body;
    }
}
