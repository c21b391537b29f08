package dev.botrunner.control.http;

import dev.botrunner.session.Json;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a route answers. */
public sealed interface Reply {

    HttpField JSON = MimeTypes.Type.APPLICATION_JSON.getContentTypeField();
    HttpField PROBLEM = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/problem+json");
    HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    /** A whole body, which is read from here. */
    record Body(int status, HttpField type, ByteBuffer bytes, List<HttpField> headers) implements Reply {}

    /** A status and headers. */
    record Empty(int status, List<HttpField> headers) implements Reply {}

    record Failed(Problem problem) implements Reply {}

    /** Whoever opens it has the response from then on, and completes the callback when it is over. */
    record Stream(Opening opening) implements Reply {}

    /** Takes over a response. */
    @FunctionalInterface
    interface Opening {
        void open(Request request, Response response, Callback callback);
    }

    static Reply ok(Json document) {
        return json(200, document);
    }

    static Reply json(int status, Json document, HttpField... headers) {
        return new Body(status, JSON, ByteBuffer.wrap(document.bytes()), List.of(headers));
    }

    static Reply noContent(HttpField... headers) {
        return new Empty(204, List.of(headers));
    }

    static Reply problem(ProblemCode code, String detail) {
        return new Failed(Problem.of(code, detail));
    }

    static Reply problem(Problem problem) {
        return new Failed(problem);
    }
}
