package dev.botrunner.e2e.flow;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * At least a thousand schedules a run, each of another seed. A failure names its seed: {@code -Dflow.seed=N} plays just
 * that one again. A seed that once failed becomes a test of its own here.
 */
class FlowSimulationTest {

    private static final int SCHEDULES = 1_000;
    private static final int STEPS = 400;
    private static final int ENOUGH = 200;

    @Test
    @Timeout(600)
    void everyAcceptedJoinEndsOnceWhateverDies() {
        Optional<Long> one = Optional.ofNullable(Long.getLong("flow.seed"));
        long first = one.orElse(Long.getLong("flow.first", 1L));
        long last = one.orElse(first + Integer.getInteger("flow.schedules", SCHEDULES) - 1);
        var tally = new Tally();
        for (long seed = first; seed <= last; seed++) {
            schedule(seed, tally);
        }
        if (last - first >= ENOUGH) {
            tally.checkThatAllWasMet();
        }
    }

    private static void schedule(long seed, Tally tally) {
        try (var world = new World(seed, tally)) {
            try {
                for (int i = 0; i < STEPS; i++) {
                    world.step();
                }
                world.heal();
            } catch (AssertionError | RuntimeException | Halt e) {
                throw new AssertionError(
                        "Seed " + seed + ", after\n" + world.chance().trace(), e);
            }
        }
    }
}
