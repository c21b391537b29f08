package dev.botrunner.e2e.flow;

import java.util.Optional;

/** Plays schedules, each of another seed: {@code -Dflow.seed=N} plays just that one. */
final class Schedules {

    private static final int STEPS = 400;

    /** So many schedules meet everything that there is to be met. */
    private static final int ENOUGH = 200;

    private final SimStore.Maker maker;
    private final Tally tally = new Tally();

    Schedules(SimStore.Maker maker) {
        this.maker = maker;
    }

    void play(int count) {
        Optional<Long> one = Optional.ofNullable(Long.getLong("flow.seed"));
        long first = one.orElse(Long.getLong("flow.first", 1L));
        long last = one.orElse(first + count - 1);
        for (long seed = first; seed <= last; seed++) {
            play(seed);
        }
        if (last - first >= ENOUGH) {
            tally.checkThatAllWasMet();
        }
    }

    private void play(long seed) {
        try (var world = new World(seed, tally, maker)) {
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
