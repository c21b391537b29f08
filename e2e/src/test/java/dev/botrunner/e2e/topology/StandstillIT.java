package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers, runners and bots' programs stand still, as when a machine is out of memory or a cloud moves it, and go on later
 * as if nothing had been. {@code -Dtopology.still=60} lets each stand still for so many seconds more. What control servers
 * and Redis do then: {@link RedisFaultsIT}.
 */
@ExtendWith(LogsOnFailure.class)
@Timeout(600)
class StandstillIT {

    private static final RedisServer REDIS = RedisServer.start(RedisPlan.DURABLE);

    private static Fleet fleet;
    private static LiveBot bot;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(REDIS);
        bot = LiveBot.enter(fleet);
    }

    @AfterAll
    static void end() {
        fleet.close();
        REDIS.close();
    }

    @AfterEach
    void othersDidNotNotice() throws InterruptedException {
        bot.assertLives("what stood still");
        FleetAudit.assertClean(fleet);
    }

    @Test
    void aWorkerThatStandsStillIsNotMissedAndItsBotsStay() {
        long worker = bot.worker();
        Signal.STOP.to(worker);
        live();
        Still.hold();
        Signal.CONT.to(worker);
        live();
    }

    @Test
    void whoseRunnerStandsStillIsLostOrComesBackOnceAndTheRunnerLeavesWhenItGoesOn() {
        LiveBot ends = LiveBot.enter(fleet);
        LiveBot returns = LiveBot.enter(fleet, body -> body.put("on_crash", "relaunch"));
        long last = ends.runner();
        long first = returns.runner();
        Signal.STOP.to(last);
        Signal.STOP.to(first);
        assertThat(fleet.outcome(ends.session())).isEqualTo("lost/no_heartbeat");
        fleet.awaitAttempt(returns.session(), 2);
        fleet.awaitState(returns.session(), "joined");
        Still.hold();
        Signal.CONT.to(last);
        Signal.CONT.to(first);
        for (long process : List.of(last, ends.program(), first, returns.program())) {
            ProcessTable.awaitGone(process);
        }
        assertThat(fleet.outcome(ends.session())).isEqualTo("lost/no_heartbeat");
        assertThat(Runs.of(fleet, ends.session())).isEqualTo(1);
        fleet.stop(returns.session());
        assertThat(fleet.outcome(returns.session())).isEqualTo("stopped/requested");
        assertThat(fleet.document(returns.session()).orElseThrow().integerAt("attempt"))
                .hasValue(2);
        assertThat(Runs.of(fleet, returns.session())).isEqualTo(2);
    }

    @Test
    void aProgramThatStandsStillIsKilledAfterItsGoodBye() {
        LiveBot still = LiveBot.enter(fleet);
        Signal.STOP.to(still.program());
        live();
        Still.hold();
        still.assertLives("its program stood still");
        fleet.stop(still.session());
        assertThat(fleet.outcome(still.session())).isEqualTo("stopped/requested");
        ProcessTable.awaitGone(still.program());
    }

    /** Another bot comes, lives, and goes. */
    private static void live() {
        String other = fleet.join("stay", _ -> {});
        fleet.awaitState(other, "joined");
        fleet.stop(other);
        assertThat(fleet.outcome(other)).isEqualTo("stopped/requested");
    }
}
