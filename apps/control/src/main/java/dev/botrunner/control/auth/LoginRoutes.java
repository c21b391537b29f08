package dev.botrunner.control.auth;

import dev.botrunner.control.http.Call;
import dev.botrunner.control.http.Endpoint;
import dev.botrunner.control.http.Fault;
import dev.botrunner.control.http.Problem;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.control.http.Reply;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** {@code POST /v1/login} and {@code /v1/logout}: a cookie for a key, so that browsers need not keep the key. */
public final class LoginRoutes {

    private final Keyring keys;
    private final Cookies cookies;
    private final LoginTries tries;
    private final Proxies proxies;

    public LoginRoutes(Keyring keys, Cookies cookies, LoginTries tries, Proxies proxies) {
        this.keys = keys;
        this.cookies = cookies;
        this.tries = tries;
        this.proxies = proxies;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/login", this::login),
                Endpoint.post("/v1/logout", this::logout).withoutBody());
    }

    private Reply login(Call call) {
        String address = proxies.client(call.remoteAddress(), call.headers("X-Forwarded-For"));
        String key = key(call.object());
        Optional<Duration> wait = tries.begin(address);
        if (wait.isPresent()) {
            return Reply.problem(
                    Problem.of(ProblemCode.RATE_LIMITED, "Too many failed logins from this address: wait a minute")
                            .retryIn(wait.get()));
        }
        Optional<Key> known = keys.find(Digest.sha256(key));
        if (known.isEmpty()) {
            return Reply.problem(ProblemCode.UNAUTHORIZED, "A listed key is expected");
        }
        tries.succeeded(address);
        return Reply.noContent(new HttpField(HttpHeader.SET_COOKIE, cookies.given(known.get())));
    }

    private Reply logout(Call call) {
        return Reply.noContent(new HttpField(HttpHeader.SET_COOKIE, cookies.taken()));
    }

    private static String key(Json.Obj body) {
        List<Fault> faults = new ArrayList<>();
        Optional<String> key = body.textAt("key");
        if (key.isEmpty()) {
            boolean missing = body.member("key").isEmpty();
            faults.add(Fault.at("/key", missing ? "required" : "invalid_value", "The key, as a string, is expected"));
        }
        for (String name : body.members().keySet()) {
            if (!name.equals("key")) {
                faults.add(Fault.at("/" + pointer(name), "unknown_member", "Only \"key\" is known here"));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.of(ProblemCode.INVALID_REQUEST, "The member \"key\" is expected, and no other")
                    .withErrors(faults));
        }
        return key.orElseThrow();
    }

    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
