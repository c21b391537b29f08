package dev.botrunner.control.auth;

import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Tenant;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the keys file, without the key itself.
 *
 * @param sha256 of the key, as 64 lower-case hex digits
 * @param tenant absent for keys of tenant {@code *} and for keys of workers
 * @param everyTenant whether its tenant is {@code *}
 */
public record Key(String sha256, Optional<Tenant> tenant, boolean everyTenant, Set<KeyScope> scopes) {

    static final int MARK_LENGTH = 16;

    public Key {
        scopes = Set.copyOf(scopes);
    }

    /** What a cookie names it by. */
    String mark() {
        return sha256.substring(0, MARK_LENGTH);
    }
}
