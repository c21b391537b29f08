package dev.botrunner.link;

import dev.botrunner.session.Assignment;

/** What a ticket was good for. */
public sealed interface Redeemed {

    /**
     * @param token the signed session token: the bearer of every further call about this session
     */
    record Granted(Assignment assignment, String token, SessionLink session) implements Redeemed {

        /** Shows neither token nor secrets. */
        @Override
        public String toString() {
            return "Granted[" + assignment.spec().id() + "]";
        }
    }

    /** Another instance, attempt or claim has it. */
    record Superseded() implements Redeemed {}

    record Ended() implements Redeemed {}

    /** The ticket is none of ours, or cannot be taken now. */
    record Refused(String why, boolean tryAgain) implements Redeemed {}
}
