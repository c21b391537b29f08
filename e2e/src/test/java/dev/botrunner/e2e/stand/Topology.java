package dev.botrunner.e2e.stand;

/** Of which processes Botrunner consists in a test. */
public enum Topology {
    /** One command with everything in it. */
    DEV,
    /** A control server, and a worker that knows its address only. */
    PLAIN,
    /** The same around a Redis, which has queue, records and events. */
    REDIS
}
