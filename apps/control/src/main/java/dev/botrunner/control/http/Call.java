package dev.botrunner.control.http;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One request on its way through a route. Confined to the thread that answers it. */
public final class Call {

    private final Request request;
    private final Caller caller;
    private final Map<String, String> names;
    private final Parameters parameters;
    private final byte[] body;

    Call(Request request, Caller caller, Map<String, String> names, Parameters parameters, byte[] body) {
        this.request = request;
        this.caller = caller;
        this.names = names;
        this.parameters = parameters;
        this.body = body;
    }

    public Request request() {
        return request;
    }

    public Caller caller() {
        return caller;
    }

    /** What stands in the path for a name of the endpoint's template. */
    public String name(String name) {
        String value = names.get(name);
        if (value == null) {
            throw new IllegalStateException("The template has no {" + name + "}");
        }
        return value;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** The body as it came; empty where the endpoint takes none. The array is the call's own. */
    public byte[] body() {
        return body;
    }

    /** The body as the one JSON object that it has to be. */
    public Json.Obj object() {
        return Json.parse(body)
                .asObj()
                .orElseThrow(() -> new Refusal(ProblemCode.MALFORMED_JSON, "The body has to be one JSON object"));
    }

    /** The value of a header that may be given once; given twice, it is refused. */
    public Optional<String> header(String name) {
        List<String> values = request.getHeaders().getValuesList(name);
        if (values.size() > 1) {
            throw new Refusal(ProblemCode.BAD_HEADER, "The header " + name + " may be given once");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** All values of a header that may be given any number of times. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** What follows {@code Authorization: Bearer}, where it is the only such header. */
    public Optional<String> bearer() {
        return Bearer.of(request.getHeaders());
    }

    /** The request's trace context, where it is well-formed. */
    public Optional<String> traceparent() {
        return traceparent(request);
    }

    /** The address at the other end of the connection. */
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    /** Whether only the headers of the answer are wanted. */
    public boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    static Optional<String> traceparent(Request request) {
        @Nullable String header = request.getHeaders().get("traceparent");
        return TraceParent.of(header);
    }
}
