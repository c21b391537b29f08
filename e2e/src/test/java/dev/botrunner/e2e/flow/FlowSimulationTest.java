package dev.botrunner.e2e.flow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * At least a thousand schedules a run, each of another seed. A failure names its seed: {@code -Dflow.seed=N} plays just
 * that one again. A seed that once failed becomes a test of its own here.
 */
class FlowSimulationTest {

    private static final int SCHEDULES = 1_000;

    @Test
    @Timeout(600)
    void everyAcceptedJoinEndsOnceWhateverDies() {
        new Schedules(SimStore::memory).play(Integer.getInteger("flow.schedules", SCHEDULES));
    }
}
