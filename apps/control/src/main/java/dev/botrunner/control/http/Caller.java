package dev.botrunner.control.http;

import dev.botrunner.files.KeyScope;
import dev.botrunner.session.Tenant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Whoever sent a request.
 *
 * @param tenant absent for keys of tenant {@code *}, for keys of workers, and for nobody
 * @param everyTenant whether the key's tenant is {@code *}
 * @param standing whether the proof is still good; asked now and then by what lasts longer than a request
 */
public record Caller(
        Optional<Tenant> tenant, boolean everyTenant, Set<KeyScope> scopes, Proof proof, BooleanSupplier standing) {

    /** How a caller was recognised. */
    public enum Proof {
        NONE,
        KEY,
        COOKIE
    }

    /** Whoever calls what is open to all. */
    public static final Caller NOBODY = new Caller(Optional.empty(), false, Set.of(), Proof.NONE, () -> true);

    /** Everybody under {@code --auth none}. */
    public static final Caller ANYBODY =
            new Caller(Optional.of(Tenant.DEFAULT), false, EnumSet.allOf(KeyScope.class), Proof.NONE, () -> true);

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** An administrator of all tenants: may see everything, and never joins. */
    public boolean seesAll() {
        return everyTenant && scopes.contains(KeyScope.ADMIN);
    }

    /** Whether one of these scopes is granted to this caller. */
    public boolean may(Set<KeyScope> anyOf) {
        for (KeyScope scope : anyOf) {
            if (has(scope)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(KeyScope scope) {
        return switch (scope) {
            case JOIN -> !everyTenant && scopes.contains(scope);
            case READ, EVENTS -> seesAll() || scopes.contains(scope);
            case STOP, WORK, ADMIN -> scopes.contains(scope);
        };
    }

    /** The tenant, where the endpoint asked for a scope that only tenants have. */
    public Tenant requireTenant() {
        return tenant.orElseThrow(
                () -> new Refusal(Problem.of(ProblemCode.FORBIDDEN, "This key belongs to no tenant: use a tenant's")));
    }
}
