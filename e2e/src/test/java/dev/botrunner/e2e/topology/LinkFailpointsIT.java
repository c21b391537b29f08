package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker or a runner dies before, or after, a call that it makes of the link, or its answer is lost; the sessions of that
 * moment end as they should, and a bot that was in its room stays there, though its worker may be the one that dies.
 */
@ExtendWith(LogsOnFailure.class)
@Timeout(900)
class LinkFailpointsIT {

    private static final Places PLACES =
            new Places(List.of("claim", "redeem", "joined", "beat", "events", "finish", "exited"), 6);

    /** A bot that was in its room when its runner dies there is not brought back. */
    private static final Set<String> IN_ITS_ROOM =
            Set.of("after joined", "before beat", "after beat", "before events", "after events", "before finish");

    private static final RedisServer REDIS = RedisServer.start(RedisPlan.DURABLE);

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(REDIS);
    }

    @AfterAll
    static void end() {
        fleet.close();
        REDIS.close();
    }

    @Test
    void sessionsEndOnceAndAsTheyShouldWhereverAWorkerOrARunnerDies() throws InterruptedException {
        PLACES.play(fleet, LinkFailpointsIT::round);
    }

    private static void round(String place, LiveBot bot) {
        fleet.link().arm(place, Set.of(bot.runner()));
        // A claim whose answer died with its worker lapses after 30 s.
        String brief = fleet.join("brief", Clients::patient);
        String stays = fleet.join("stay", Clients::patient);
        fleet.awaitJoinedOrEnded(stays);
        fleet.stop(stays);
        fleet.link().awaitMet(place);
        fleet.mend();
        var outcomes = new ArrayList<>(List.of(fleet.outcome(brief), fleet.outcome(stays)));
        if (IN_ITS_ROOM.contains(place) && outcomes.contains("failed/bot_crashed")) {
            outcomes.set(outcomes.indexOf("failed/bot_crashed"), "as it should");
            assertThat(outcomes).containsAnyOf("completed/done", "stopped/requested");
        } else {
            assertThat(outcomes).containsExactly("completed/done", "stopped/requested");
        }
    }
}
