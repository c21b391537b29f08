package dev.botrunner.control.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes replies. */
final class Answering {

    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField BEARER = new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

    private Answering() {}

    /** Returns the status that was sent. */
    static int write(Reply reply, Request request, Response response, Callback callback) {
        return switch (reply) {
            case Reply.Body(int status, HttpField type, ByteBuffer bytes, List<HttpField> headers) -> {
                head(status, headers, response).put(type);
                body(bytes, request, response, callback);
                yield status;
            }
            case Reply.Empty(int status, List<HttpField> headers) -> {
                head(status, headers, response);
                response.write(true, null, callback);
                yield status;
            }
            case Reply.Failed(Problem problem) -> write(problem, request, response, callback);
            case Reply.Stream(Reply.Opening opening) -> stream(opening, request, response, callback);
        };
    }

    static int write(Problem problem, Request request, Response response, Callback callback) {
        int status = problem.code().status();
        HttpFields.Mutable headers = head(status, List.of(), response).put(Reply.PROBLEM);
        if (problem.code() == ProblemCode.UNAUTHORIZED) {
            headers.put(BEARER);
        }
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put(HttpHeader.RETRY_AFTER, seconds));
        if (problem.closes()) {
            headers.put(HttpFields.CONNECTION_CLOSE);
        }
        Optional<String> trace = Call.traceparent(request).map(TraceParent::traceId);
        body(ByteBuffer.wrap(problem.json(trace).bytes()), request, response, callback);
        return status;
    }

    private static HttpFields.Mutable head(int status, List<HttpField> headers, Response response) {
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        fields.put(Reply.NO_STORE).put(NO_SNIFFING);
        for (HttpField header : headers) {
            fields.put(header);
        }
        return fields;
    }

    private static void body(ByteBuffer bytes, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("HEAD")) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
        }
        response.write(true, bytes, callback);
    }

    private static int stream(Reply.Opening opening, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("HEAD")) {
            head(200, List.of(), response).put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.write(true, null, callback);
        } else {
            opening.open(request, response, callback);
        }
        return 200;
    }
}
