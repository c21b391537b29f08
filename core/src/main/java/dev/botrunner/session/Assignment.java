package dev.botrunner.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A spec in the hands of the one runner that may act on it: the attempt it is, and the secrets in clear. It exists in
 * the redeem answer and in the runner's memory, nowhere else.
 *
 * @param maxDuration what is left of the maximum, counted from {@code joined}
 */
public record Assignment(
        SessionSpec spec, int attempt, Optional<Secret> roomToken, Map<String, Secret> secrets, Duration maxDuration) {

    public Assignment {
        secrets = Map.copyOf(secrets);
    }
}
