package dev.botrunner.testkit;

import dev.botrunner.loop.Loop;

/** Steps loops on the calling thread. */
public final class LoopStepper {

    /** A loop that has work for so many steps in a row will have it for ever. */
    private static final int TOO_MANY = 100_000;

    private LoopStepper() {}

    /** Steps until there is nothing to do, and says how many steps had work. */
    public static int untilIdle(Loop loop) throws InterruptedException {
        for (int worked = 0; worked < TOO_MANY; worked++) {
            if (loop.step() != Loop.Did.WORK) {
                return worked;
            }
        }
        throw new AssertionError(loop.name() + " still had work after " + TOO_MANY + " steps");
    }

    /** Steps all of them in turn until none has anything to do. */
    public static void untilAllIdle(Loop... loops) throws InterruptedException {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (Loop loop : loops) {
                worked |= untilIdle(loop) > 0;
            }
        }
    }
}
