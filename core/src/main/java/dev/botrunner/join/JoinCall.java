package dev.botrunner.join;

import dev.botrunner.session.Json;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.Optional;

/**
 * One join as it came in.
 *
 * @param tenant whose key it came with
 * @param body the JSON object, not yet looked at
 * @param idempotencyKey 1 to 255 visible ASCII characters
 * @param traceparent a valid one
 * @param patience how long the answer may wait for the bot to be joined; zero: not at all
 */
public record JoinCall(
        Tenant tenant,
        Json.Obj body,
        Optional<String> idempotencyKey,
        Optional<String> traceparent,
        Duration patience) {

    public static JoinCall of(Tenant tenant, Json.Obj body) {
        return new JoinCall(tenant, body, Optional.empty(), Optional.empty(), Duration.ZERO);
    }
}
