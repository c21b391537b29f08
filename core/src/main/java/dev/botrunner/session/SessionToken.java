package dev.botrunner.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the signed token says that a runner gets when it redeems: enough to take the living session back when the store
 * has forgotten it.
 *
 * @param room the room's key
 * @param epoch the store's when the token was given: a store of the same epoch has not forgotten anything
 * @param claim the number of the claim that the runner was started under: what its worker names when it leaves. 0 for
 *     launched objects, and in tokens from before they named it
 * @param pod the uid of the waiting pod that has claimed it and runs it; nothing for workers' children and launched objects
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
        String epoch,
        long claim,
        Optional<String> pod) {

    /** Until when the token is taken. */
    public Instant goodUntil() {
        return issuedAt.plus(terms.startDeadline())
                .plus(terms.maxDuration())
                .plus(terms.goodBye())
                .plus(Duration.ofHours(1));
    }
}
