package dev.botrunner.room.server;

/** Why a stay is over that nobody has left. */
enum Why {
    /** Somebody of the same identity has come in later. */
    EVICTED,
    /** The room was closed for all. */
    CLOSED
}
