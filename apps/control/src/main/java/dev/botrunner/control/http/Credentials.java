package dev.botrunner.control.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What a request proves its caller with. */
public final class Credentials {

    private final Request request;

    Credentials(Request request) {
        this.request = request;
    }

    /** Whether any header {@code Authorization} was sent, of whatever scheme. */
    public boolean hasAuthorization() {
        return request.getHeaders().contains(HttpHeader.AUTHORIZATION);
    }

    /** What follows {@code Bearer}, where it is the only such header. */
    public Optional<String> bearer() {
        return Bearer.of(request.getHeaders());
    }

    public Optional<String> cookie(String name) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            return Optional.empty();
        }
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .map(HttpCookie::getValue);
    }

    /** Whether the call only reads. */
    public boolean isReading() {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Whether it carries the header that no other origin's page can send unasked: {@code X-Botrunner: 1}. */
    public boolean isMeant() {
        return "1".equals(request.getHeaders().get("X-Botrunner"));
    }
}
