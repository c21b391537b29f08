package dev.botrunner.link;

import dev.botrunner.session.Assignment;

/** What a ticket was good for. */
public sealed interface Redeemed {

    record Granted(Assignment assignment, SessionLink session) implements Redeemed {}

    /** Another instance, attempt or claim has it. */
    record Superseded() implements Redeemed {}

    record Ended() implements Redeemed {}

    /** The ticket is none of ours, or cannot be taken now. */
    record Refused(String why, boolean tryAgain) implements Redeemed {}
}
