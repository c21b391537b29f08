package dev.botrunner.session;

import java.time.Duration;

/**
 * What was agreed when the session was accepted; it never changes afterwards, whatever the profile says later.
 *
 * @param attempts tries per launch, at least 1
 * @param startDeadline the bot must be joined so long after its acceptance (or after a crash that is launched again)
 * @param maxDuration how long it may be joined, from the first time on
 * @param goodBye how long it may take to leave once told
 */
public record Terms(int attempts, Duration startDeadline, Duration maxDuration, Duration goodBye, OnCrash onCrash) {

    public Terms {
        if (attempts < 1) {
            throw new IllegalArgumentException("At least one attempt");
        }
    }
}
