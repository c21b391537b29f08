package dev.botrunner.e2e.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a launcher dies: before a step of a launch, after it, or not at all, but the step's answer is lost. {@code
 * -Dcluster.rounds=18} plays all of them for each launcher, {@code -Dcluster.place="before claim"} only this one. Where nobody
 * says, they are the same few each time.
 */
record LaunchDeath(When when, Step step) {

    /** The object is there, and no record says so. */
    private static final List<LaunchDeath> USUAL =
            List.of(new LaunchDeath(When.AFTER, Step.CREATE), new LaunchDeath(When.BEFORE, Step.OUTCOME));

    enum When {
        BEFORE,
        AFTER,
        LOST
    }

    /** Of a launch, in order. */
    enum Step {
        /** The session is shown by the queue. */
        TAKE,
        /** The claim is written. */
        CLAIM,
        /** The API server is asked for the object. */
        CREATE,
        /** It is written that the object was created. */
        OUTCOME,
        /** It is written what the watch has seen of the object. */
        OBSERVATION,
        /** The API server is asked to delete the object of a session that is over. */
        DELETE
    }

    boolean isDeadly() {
        return when != When.LOST;
    }

    @Override
    public String toString() {
        return (when + " " + step).toLowerCase(Locale.ROOT);
    }

    static List<LaunchDeath> all() {
        return Arrays.stream(Step.values())
                .flatMap(step -> Arrays.stream(When.values()).map(when -> new LaunchDeath(when, step)))
                .toList();
    }

    /** Those to play now. */
    static List<LaunchDeath> chosen() {
        Optional<String> one = Optional.ofNullable(System.getProperty("cluster.place"));
        if (one.isPresent()) {
            return List.of(all().stream()
                    .filter(place -> place.toString().equals(one.get()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("-Dcluster.place=" + one.get() + " is none of " + all())));
        }
        Optional<Integer> rounds = Optional.ofNullable(Integer.getInteger("cluster.rounds"));
        return rounds.map(n -> all().subList(0, Math.min(n, all().size()))).orElse(USUAL);
    }
}
