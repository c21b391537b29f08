package dev.botrunner.testkit.faults;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.util.function.Supplier;

/**
 * A dependency that a test takes out and brings back. A call that begins meanwhile is not done; one that is under way as
 * it begins is done, and its answer is lost. From any thread.
 */
public final class Outage implements Faults {

    private volatile boolean out;

    public void begin() {
        out = true;
    }

    public void end() {
        out = false;
    }

    /** Out while this is done. */
    public <T> T during(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    @Override
    public void before(String call) {
        if (out) {
            throw unavailable(call);
        }
    }

    @Override
    public void after(String call) {
        if (out) {
            throw answerLost(call);
        }
    }

    /** What a port throws where nothing was done. */
    public static DependencyException unavailable(String call) {
        return new DependencyException(
                new Failure(ErrorCode.STORE_UNAVAILABLE, "A fault of this test: " + call + " was not done"));
    }

    /** What a port throws where something may have been done. */
    public static DependencyException answerLost(String call) {
        return new DependencyException(
                new Failure(ErrorCode.OUTCOME_UNKNOWN, "A fault of this test: the answer of " + call + " was lost"));
    }
}
