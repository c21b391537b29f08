package dev.botrunner.join;

import dev.botrunner.session.SessionHead;

/** What became of the wish that a session ends. */
public sealed interface Stopped {

    /** It ends, or has just ended. */
    record Underway(SessionHead head) implements Stopped {}

    record EndedBefore(SessionHead head) implements Stopped {}

    record NotFound() implements Stopped {}
}
