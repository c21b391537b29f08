package dev.botrunner.queue;

import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * A session to accept.
 *
 * @param first what {@code Lifecycle.accepted} made of it
 * @param latest after this time of the store's clock it is not accepted any more: its caller was told otherwise
 */
public record NewSession(
        SessionSpec spec, Step first, Optional<IdempotencyMark> idempotency, RoomPolicy policy, Instant latest) {

    /**
     * An {@code Idempotency-Key} of the spec's tenant, remembered for 24 h.
     *
     * @param key the key itself, or a hash of it
     * @param fingerprint HMAC of the canonical request
     */
    public record IdempotencyMark(String key, String fingerprint) {}

    /** The same session under another mark. */
    public NewSession marked(IdempotencyMark mark) {
        return new NewSession(spec, first, Optional.of(mark), policy, latest);
    }
}
