package dev.botrunner.launch;

import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import java.time.Duration;

/** What became of a launch. */
public sealed interface Launched {

    record Created(LaunchRef.ForSession ref) implements Launched {}

    /** An object of that name and of that session and attempt is there: ours already. */
    record AlreadyThere(LaunchRef.ForSession ref) implements Launched {}

    record Refused(Failure failure, Retry retry) implements Launched {}

    /** The cluster takes no more requests for now: the same attempt after a while, and less at once. */
    record Throttled(Failure failure, Duration delay) implements Launched {}

    /** No answer: it may be there, or come later. To be tried again under the same name. */
    record Unknown() implements Launched {}
}
