package dev.botrunner.link;

/** Whether a runner may go on. */
public enum Answer {
    GO_ON,
    /** Leave the room at once, exit 30. */
    SUPERSEDED,
    /** The session is over, or ending before its bot was to be in the room: leave the room at once, exit 30. */
    ENDED,
    /** There is no such session, and its token is too old to take it back: leave the room at once, exit 30. */
    UNKNOWN
}
