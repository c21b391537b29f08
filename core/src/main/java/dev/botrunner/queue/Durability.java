package dev.botrunner.queue;

/** What of the queue and the records survives. */
public enum Durability {
    /** They die with the store. */
    NONE,
    /** The death of any process; a store that fails over may forget or repeat its last second. */
    STANDARD,
    /** That too: a second store has them before anybody is told. */
    STRICT
}
