package dev.botrunner.control.http;

import dev.botrunner.files.KeyScope;
import java.util.Set;

/** Says who is calling. */
public interface Gate {

    /**
     * The caller, who has one of these scopes.
     *
     * @param scopes never empty
     * @throws Refusal 401 or 403
     */
    Caller admit(Credentials credentials, Set<KeyScope> scopes);

    /** Lets everybody in, for {@code --auth none}. */
    Gate OPEN = (_, _) -> Caller.ANYBODY;
}
