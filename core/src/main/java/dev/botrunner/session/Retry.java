package dev.botrunner.session;

import java.time.Duration;

/** What can be done after an object could not be created. */
public sealed interface Retry {

    /** The cluster could not take it yet: the same attempt again, no try is used up. */
    record SameAttemptAfter(Duration delay) implements Retry {}

    /** Another attempt may go better. */
    record NextAttempt() implements Retry {}

    /** It will not go better. */
    record Never() implements Retry {}
}
