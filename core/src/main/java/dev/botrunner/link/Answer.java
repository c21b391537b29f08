package dev.botrunner.link;

/** Whether a runner may go on. */
public enum Answer {
    GO_ON,
    /** Leave the room at once, exit 30. */
    SUPERSEDED,
    /** Leave the room at once, exit 30. */
    ENDED
}
