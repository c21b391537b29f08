package dev.botrunner.control.auth;

import dev.botrunner.control.http.Caller;
import dev.botrunner.control.http.Credentials;
import dev.botrunner.control.http.Gate;
import dev.botrunner.control.http.ProblemCode;
import dev.botrunner.control.http.Refusal;
import dev.botrunner.files.KeyScope;
import java.util.Optional;
import java.util.Set;

/**
 * The gate of the link: lets through as nobody who brings no key but what looks like a pod's own token, where workers may
 * call. What the token is good for the route finds out.
 */
public final class PodGate implements Gate {

    private final Gate keys;

    public PodGate(Gate keys) {
        this.keys = keys;
    }

    @Override
    public Caller admit(Credentials credentials, Set<KeyScope> scopes) {
        try {
            return keys.admit(credentials, scopes);
        } catch (Refusal refusal) {
            boolean mayBePod = refusal.problem().code() == ProblemCode.UNAUTHORIZED
                    && scopes.contains(KeyScope.WORK)
                    && isToken(credentials.bearer());
            if (mayBePod) {
                return Caller.NOBODY;
            }
            throw refusal;
        }
    }

    /** Three parts with dots between them: what a key ring holds is never made so by us. */
    private static boolean isToken(Optional<String> bearer) {
        return bearer.filter(text -> text.chars().filter(c -> c == '.').count() == 2)
                .isPresent();
    }
}
