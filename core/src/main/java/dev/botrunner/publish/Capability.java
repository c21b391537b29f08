package dev.botrunner.publish;

/** What a transport can do. A "no" has a documented fallback, which the contract suite proves. */
public enum Capability {
    /** It keeps events and reads them again. Without it every resume is a gap, and said to be one. */
    REPLAY,
    /** What it has acknowledged survives the death of any process. */
    DURABLE
}
