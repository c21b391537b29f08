package dev.botrunner.room.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.botrunner.session.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request and its answer. */
record Exchange(Request request, Response response, Callback callback) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    boolean isRead() {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Whether no page has sent it, or one of ours. */
    boolean isOfThisOrigin() {
        @Nullable String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        @Nullable String host = request.getHeaders().get(HttpHeader.HOST);
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
    }

    void file(PageFiles.File file, String policy) {
        response.getHeaders().put(HttpHeader.ETAG, file.tag());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put("Content-Security-Policy", policy);
        if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(304);
            response.write(true, NOTHING.duplicate(), callback);
        } else {
            send(file.type(), file.content());
        }
    }

    /** @param allow the methods, where another one was used; else empty */
    void problem(int status, String detail, String allow) {
        response.reset();
        response.setStatus(status);
        if (!allow.isEmpty()) {
            response.getHeaders().put(HttpHeader.ALLOW, allow);
        }
        byte[] body = Json.obj()
                .put("type", "about:blank")
                .put("title", HttpStatus.getMessage(status))
                .put("status", status)
                .put("detail", detail)
                .build()
                .text()
                .getBytes(UTF_8);
        send("application/problem+json", ByteBuffer.wrap(body));
    }

    private void send(String type, ByteBuffer content) {
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.remaining());
        response.write(true, request.getMethod().equals("HEAD") ? NOTHING.duplicate() : content.duplicate(), callback);
    }
}
