package dev.botrunner.control.auth;

import dev.botrunner.control.http.Bearer;
import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.KeyScope;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Lets in who has a key, or a cookie for one. Where both are sent, the key counts. */
public final class KeyGate implements Gate {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Keyring keys;
    private final Cookies cookies;

    public KeyGate(Keyring keys, Cookies cookies) {
        this.keys = keys;
        this.cookies = cookies;
    }

    @Override
    public Caller admit(Request request, Set<KeyScope> scopes) {
        Caller caller = caller(request)
                .orElseThrow(() ->
                        new Refusal(ProblemCode.UNAUTHORIZED, "Authorization: Bearer with a listed key is expected"));
        if (!caller.may(scopes)) {
            throw new Refusal(ProblemCode.FORBIDDEN, "The key lacks the scope that this call needs");
        }
        if (caller.proof() == Caller.Proof.COOKIE && !READING.contains(request.getMethod()) && !isMeant(request)) {
            throw new Refusal(
                    ProblemCode.FORBIDDEN, "With a cookie, a call that writes needs the header X-Botrunner: 1");
        }
        return caller;
    }

    /** Whoever sent it, whatever the scopes. */
    Optional<Caller> caller(Request request) {
        if (Bearer.isSent(request.getHeaders())) {
            return Bearer.of(request.getHeaders()).flatMap(this::ofKey);
        }
        return request.getHeaders().contains(HttpHeader.COOKIE) ? ofCookie(request) : Optional.empty();
    }

    private Optional<Caller> ofKey(String key) {
        byte[] sha256 = Digest.sha256(key);
        return keys.find(sha256)
                .map(known -> new Caller(
                        known.tenant(),
                        known.everyTenant(),
                        known.scopes(),
                        Caller.Proof.KEY,
                        () -> keys.find(sha256).filter(known::equals).isPresent()));
    }

    private Optional<Caller> ofCookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(Cookies.NAME))
                .findFirst()
                .map(HttpCookie::getValue)
                .flatMap(cookies::read)
                .flatMap(login -> keys.marked(login.mark()).map(key -> ofLogin(key, login)));
    }

    private Caller ofLogin(Key key, Cookies.Login login) {
        return new Caller(
                key.tenant(),
                key.everyTenant(),
                key.scopes(),
                Caller.Proof.COOKIE,
                () -> !cookies.isOver(login.until())
                        && keys.marked(login.mark()).filter(key::equals).isPresent());
    }

    private static boolean isMeant(Request request) {
        return "1".equals(request.getHeaders().get("X-Botrunner"));
    }
}
