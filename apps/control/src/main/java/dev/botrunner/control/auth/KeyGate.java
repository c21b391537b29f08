package dev.botrunner.control.auth;

import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Credentials;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.files.KeyScope;
import java.util.Optional;
import java.util.Set;

/** Lets in who has a key, or a cookie for one. Where both are sent, the key counts. */
public final class KeyGate implements Gate {

    private final Keyring keys;
    private final Cookies cookies;

    public KeyGate(Keyring keys, Cookies cookies) {
        this.keys = keys;
        this.cookies = cookies;
    }

    @Override
    public Caller admit(Credentials credentials, Set<KeyScope> scopes) {
        Caller caller = caller(credentials)
                .orElseThrow(() ->
                        new Refusal(ProblemCode.UNAUTHORIZED, "Authorization: Bearer with a listed key is expected"));
        if (!caller.may(scopes)) {
            throw new Refusal(ProblemCode.FORBIDDEN, "The key lacks the scope that this call needs");
        }
        if (caller.proof() == Caller.Proof.COOKIE && !credentials.isReading() && !credentials.isMeant()) {
            throw new Refusal(
                    ProblemCode.FORBIDDEN, "With a cookie, a call that writes needs the header X-Botrunner: 1");
        }
        return caller;
    }

    private Optional<Caller> caller(Credentials credentials) {
        return credentials.hasAuthorization()
                ? credentials.bearer().flatMap(this::ofKey)
                : credentials.cookie(Cookies.NAME).flatMap(this::ofCookie);
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

    private Optional<Caller> ofCookie(String value) {
        return cookies.read(value).flatMap(login -> keys.marked(login.mark()).map(key -> ofLogin(key, login)));
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
}
