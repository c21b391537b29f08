package dev.botrunner.testkit.process;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again for what nothing tells of. */
public final class Patience {

    private static final long LOOK_AGAIN_MILLIS = 20;

    /** Nobody gives a permit: a pause that can be interrupted. */
    private static final Semaphore NEVER = new Semaphore(0);

    private Patience() {}

    public static void until(String what, BooleanSupplier there) {
        until(what, Program.GUARD, there);
    }

    /** @param guard no expectation: it only keeps a test from hanging */
    public static void until(String what, Duration guard, BooleanSupplier there) {
        long began = System.nanoTime();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() - began > guard.toNanos()) {
                throw new AssertionError("Waited in vain for " + what);
            }
            pause(LOOK_AGAIN_MILLIS);
        }
    }

    public static void pause(long millis) {
        try {
            NEVER.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
