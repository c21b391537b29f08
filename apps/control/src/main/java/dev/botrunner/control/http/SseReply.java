package dev.botrunner.control.http;

import dev.botrunner.stream.ClientSink;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A response of server-sent events, which whoever feeds it ends. Writes never block: an idle client costs no thread, and a
 * busy one tells when it is ready for more.
 */
public final class SseReply implements ClientSink {

    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");
    private static final HttpField CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache, no-transform");
    private static final HttpField SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    /** So that a proxy passes on what it gets as it gets it. */
    private static final HttpField BUFFER = new PreEncodedHttpField("X-Accel-Buffering", "no");

    private final Request request;
    private final Response response;
    private final Callback over;
    private final AtomicBoolean ended = new AtomicBoolean();

    private SseReply(Request request, Response response, Callback over) {
        this.request = request;
        this.response = response;
        this.over = over;
    }

    /** @param begin gets the response, headers set and nothing written; must come back at once */
    public static Reply.Stream to(Consumer<ClientSink> begin) {
        return new Reply.Stream((request, response, callback) -> {
            response.setStatus(200);
            HttpFields.Mutable headers = response.getHeaders();
            headers.put(TYPE).put(CACHE).put(SNIFF).put(BUFFER);
            begin.accept(new SseReply(request, response, callback));
        });
    }

    @Override
    public void write(ByteBuffer bytes, Written written) {
        response.write(
                false,
                bytes,
                Callback.from(
                        Invocable.InvocationType.NON_BLOCKING, () -> written.done(true), _ -> written.done(false)));
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, over);
        }
    }

    @Override
    public void abort() {
        if (ended.compareAndSet(false, true)) {
            var gone = new EofException("The stream's client does not read, or has gone");
            request.getConnectionMetaData().getConnection().getEndPoint().close(gone);
            over.failed(gone);
        }
    }
}
