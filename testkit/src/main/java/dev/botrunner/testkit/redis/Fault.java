package dev.botrunner.testkit.redis;

import java.time.Duration;

/** What happens to a request on its way. */
public sealed interface Fault {

    /** The connection is cut; the server never sees the request. */
    record CutBeforeRequest() implements Fault {}

    /** The server does what it was asked, then the connection is cut; the client never sees the answer. */
    record CutBeforeAnswer() implements Fault {}

    /** The server does what it was asked, and then it is gone: all connections are cut, and each new one at once. */
    record GoneBeforeAnswer() implements Fault {}

    /** The connection is cut after so many bytes of the answer. */
    record CutInsideAnswer(int bytes) implements Fault {}

    /** The server never sees the request; the client reads this line, for example {@code -LOADING still loading}. */
    record Answer(String line) implements Fault {}

    /** The request waits for so long. */
    record Delay(Duration by) implements Fault {}

    /** The request is swallowed, and the connection stays open. */
    record Swallow() implements Fault {}
}
