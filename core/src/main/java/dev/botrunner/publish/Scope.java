package dev.botrunner.publish;

import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;

/** Whose history. */
public sealed interface Scope {

    record Session(Tenant tenant, SessionId id) implements Scope {}

    record OfTenant(Tenant tenant) implements Scope {}

    record All() implements Scope {}

    /** Whether an event belongs to it. */
    default boolean takes(Envelope envelope) {
        return switch (this) {
            case Session(var tenant, var id) ->
                envelope.subject().equals(id.value()) && envelope.tenant().equals(tenant.name());
            case OfTenant(var tenant) -> envelope.tenant().equals(tenant.name());
            case All _ -> true;
        };
    }
}
