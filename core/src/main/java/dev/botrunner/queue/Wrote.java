package dev.botrunner.queue;

import dev.botrunner.session.Seen;

/** What became of a step. */
public sealed interface Wrote {

    record Done(Seen now) implements Wrote {}

    /** Somebody else was first, or the store's epoch has changed: compute the step anew from this. */
    record Stale(Seen now) implements Wrote {}

    /** A cap holds it back from {@code starting}, or the pod that claims it has claimed before. Nothing was written. */
    record AtCap() implements Wrote {}
}
