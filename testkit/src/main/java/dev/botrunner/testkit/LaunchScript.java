package dev.botrunner.testkit;

import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import java.time.Duration;

/** What a launch of the {@link TwinLauncher} comes to, instead of what it would. */
public sealed interface LaunchScript {

    record Refuses(Failure failure, Retry retry) implements LaunchScript {}

    record Throttles(Failure failure, Duration delay) implements LaunchScript {}

    /** The request got lost: nothing is created, and nobody knows. */
    record LosesRequest() implements LaunchScript {}

    /** The object is created, and nobody knows. */
    record LosesAnswer() implements LaunchScript {}

    record FailsBefore() implements LaunchScript {}

    record FailsAfter() implements LaunchScript {}

    /** The object is created, and something happens before that is answered. */
    record Meanwhile(Runnable what) implements LaunchScript {}
}
