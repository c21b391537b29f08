package dev.botrunner.loop;

/**
 * Something done over and over, a step at a time: a {@link LoopRunner} gives it a thread, a test steps it. Steps never
 * overlap.
 */
public interface Loop {

    /** For logs, metrics and thread names. */
    String name();

    Did step() throws InterruptedException;

    /** What a step came to. */
    enum Did {
        /** There may be more at once. */
        WORK,
        /** Nothing to do for now. */
        NOTHING,
        /** Never call it again. */
        FINISHED
    }
}
