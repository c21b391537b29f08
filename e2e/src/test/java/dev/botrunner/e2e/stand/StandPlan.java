package dev.botrunner.e2e.stand;

import java.util.List;

/**
 * How Botrunner is started for a test.
 *
 * @param slots sessions at once
 * @param warm runners that are started beforehand
 * @param control more flags for the control server, in {@link Topology#PLAIN}
 */
public record StandPlan(Topology topology, int slots, int warm, List<String> control) {

    public StandPlan {
        control = List.copyOf(control);
    }

    /** A few slots, and nothing is started beforehand: each runner that there is has a session. */
    public static StandPlan of(Topology topology) {
        return new StandPlan(topology, 4, 0, List.of());
    }

    public StandPlan slots(int more) {
        return new StandPlan(topology, more, warm, control);
    }

    public StandPlan warm(int runners) {
        return new StandPlan(topology, slots, runners, control);
    }

    public StandPlan control(String... flags) {
        return new StandPlan(topology, slots, warm, List.of(flags));
    }
}
