package dev.botrunner.session;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a runner needs to be this session's bot. Immutable from acceptance on and removed from the store by the
 * step to {@code ended}.
 *
 * @param user {@code id}, {@code name}, {@code email} of whoever asked; personal, never logged
 * @param sealed room token and secrets as one JSON object {@code {"room_token", "secrets"}}, sealed with the session id
 *     as associated data; opened in the redeem answer only
 */
public record SessionSpec(
        SessionId id,
        Tenant tenant,
        BotName bot,
        Room room,
        Persona persona,
        Optional<Json.Obj> user,
        Map<String, String> labels,
        Supply supply,
        Terms terms,
        Instant createdAt,
        Optional<String> traceparent,
        Optional<String> sealed) {

    public SessionSpec {
        labels = Map.copyOf(labels);
    }

    /** The same session with another persona: one that was only named has been found. */
    public SessionSpec with(Persona other) {
        return new SessionSpec(
                id, tenant, bot, room, other, user, labels, supply, terms, createdAt, traceparent, sealed);
    }

    @Override
    public String toString() {
        return "SessionSpec[" + id + "]";
    }
}
