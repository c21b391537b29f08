package dev.botrunner.testkit.faults;

import java.util.Set;
import java.util.SplittableRandom;

/** Calls that are not done, and answers that are lost, as often as said and as a seed decides. Confined to one thread. */
public final class SeededFaults implements Faults {

    private final SplittableRandom random;
    private final double refused;
    private final double lost;
    private final Set<String> spared;

    /**
     * @param refused how many of the calls are not done, from 0 to 1
     * @param lost how many of the answers are lost, from 0 to 1
     * @param spared calls that nothing happens to
     */
    public SeededFaults(long seed, double refused, double lost, Set<String> spared) {
        this.random = new SplittableRandom(seed);
        this.refused = refused;
        this.lost = lost;
        this.spared = Set.copyOf(spared);
    }

    @Override
    public void before(String call) {
        if (strikes(call, refused)) {
            throw Outage.unavailable(call);
        }
    }

    @Override
    public void after(String call) {
        if (strikes(call, lost)) {
            throw Outage.answerLost(call);
        }
    }

    private boolean strikes(String call, double share) {
        return share > 0 && !spared.contains(call) && random.nextDouble() < share;
    }
}
