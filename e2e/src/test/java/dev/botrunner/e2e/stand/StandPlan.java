package dev.botrunner.e2e.stand;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Botrunner is started for a test.
 *
 * @param slots sessions at once
 * @param warm runners that are started beforehand
 * @param control more flags for the control server, where it is a process of its own
 * @param example the folder below {@code examples} whose bots are there instead of those of {@link TestBots}
 * @param environment variables of control server and worker
 */
public record StandPlan(
        Topology topology,
        int slots,
        int warm,
        List<String> control,
        Optional<String> example,
        Map<String, String> environment) {

    public StandPlan {
        control = List.copyOf(control);
        environment = Map.copyOf(environment);
    }

    /** A few slots, and nothing is started beforehand: each runner that there is has a session. */
    public static StandPlan of(Topology topology) {
        return new StandPlan(topology, 4, 0, List.of(), Optional.empty(), Map.of());
    }

    public StandPlan slots(int more) {
        return new StandPlan(topology, more, warm, control, example, environment);
    }

    public StandPlan warm(int runners) {
        return new StandPlan(topology, slots, runners, control, example, environment);
    }

    public StandPlan control(String... flags) {
        return new StandPlan(topology, slots, warm, List.of(flags), example, environment);
    }

    public StandPlan example(String folder) {
        return new StandPlan(topology, slots, warm, control, Optional.of(folder), environment);
    }

    public StandPlan environment(Map<String, String> variables) {
        return new StandPlan(topology, slots, warm, control, example, variables);
    }
}
