package dev.botrunner.control.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** Which other origins' pages may call: those listed, by name, and no others. */
public final class Origins {

    public static final Origins NONE = new Origins(Set.of());

    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField CREDENTIALS = new PreEncodedHttpField("Access-Control-Allow-Credentials", "true");
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            "Access-Control-Expose-Headers", "Location, Retry-After, Idempotency-Replayed, Preference-Applied, Allow");
    private static final HttpField HEADERS = new PreEncodedHttpField(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, Prefer, Last-Event-ID, X-Botrunner, traceparent");
    private static final HttpField AGE = new PreEncodedHttpField("Access-Control-Max-Age", "600");

    private final Set<String> listed;

    /** @param listed as browsers write them: {@code https://host[:port]} */
    public Origins(Set<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    void answer(HttpFields request, HttpFields.Mutable response) {
        if (listed.isEmpty()) {
            return;
        }
        response.add(VARY);
        @Nullable String origin = request.get(HttpHeader.ORIGIN);
        if (origin != null && listed.contains(origin)) {
            response.add("Access-Control-Allow-Origin", origin).add(CREDENTIALS).add(EXPOSED);
        }
    }

    /** What a browser asks before it sends what is not simple. */
    void answerPreflight(HttpFields request, HttpFields.Mutable response, String methods) {
        answer(request, response);
        @Nullable String origin = request.get(HttpHeader.ORIGIN);
        if (origin != null && listed.contains(origin)) {
            response.add("Access-Control-Allow-Methods", methods).add(HEADERS).add(AGE);
        }
    }
}
