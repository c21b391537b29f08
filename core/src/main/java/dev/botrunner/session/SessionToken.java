package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;

/**
 * What the signed token says that a runner gets when it redeems: enough to take the living session back when the store
 * has forgotten it.
 *
 * @param room the room's key
 * @param epoch the store's when the token was given: a store of the same epoch has not forgotten anything
 */
public record SessionToken(
        SessionId session,
        Tenant tenant,
        BotName bot,
        int attempt,
        Instance instance,
        String room,
        Instant issuedAt,
        Terms terms,
        String epoch) {

    /** Until when the token is taken. */
    public Instant goodUntil() {
        return issuedAt.plus(terms.startDeadline())
                .plus(terms.maxDuration())
                .plus(terms.goodBye())
                .plus(Duration.ofHours(1));
    }
}
