package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places to die at: before each of some calls, after it, and where its answer is lost. {@code -Dtopology.rounds=N} plays so
 * many of them, {@code -Dtopology.seed=N} others, {@code -Dtopology.place="before queue.next"} only this one. Where nobody
 * says, they are the same ones each time: a change that did nothing must not fail because of the day.
 *
 * @param usual how many are played where nobody says
 */
record Places(List<String> calls, int usual) {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    /** What happens at one of them. */
    interface Round {
        void play(String place, LiveBot bot);
    }

    /** All of them. */
    List<String> all() {
        return calls.stream()
                .flatMap(call -> List.of("before " + call, "after " + call, "lost " + call).stream())
                .toList();
    }

    /** Plays a round at each. A bot that is in its room stays there through all of them, and the auditor looks after each. */
    void play(Fleet fleet, Round round) throws InterruptedException {
        LiveBot bot = LiveBot.enter(fleet);
        long seed = Long.getLong("topology.seed", 1);
        List<String> chosen = chosen(seed);
        LOG.atInfo()
                .addKeyValue("seed", seed)
                .addKeyValue("of", all().size())
                .addKeyValue("places", chosen)
                .log("playing");
        for (String place : chosen) {
            try {
                round.play(place, bot);
                bot.assertLives(place);
                FleetAudit.assertClean(fleet);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError(
                        "\"" + place + "\", number " + (chosen.indexOf(place) + 1) + " of -Dtopology.seed=" + seed
                                + ": " + failed.getMessage(),
                        failed);
            }
        }
        fleet.stop(bot.session());
        assertThat(fleet.outcome(bot.session())).isEqualTo("stopped/requested");
        FleetAudit.assertClean(fleet);
    }

    private List<String> chosen(long seed) {
        Optional<String> one =
                Optional.ofNullable(System.getProperty("topology.place")).filter(all()::contains);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        var order = new ArrayList<>(all());
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, Math.min(order.size(), Integer.getInteger("topology.rounds", usual)));
    }
}
