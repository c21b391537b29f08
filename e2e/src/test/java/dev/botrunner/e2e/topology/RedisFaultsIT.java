package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Reply;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis dies, stands still, is slow, is full, or has forgotten everything; all control servers are gone for a while. Bots in rooms stay. */
@ExtendWith(LogsOnFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class RedisFaultsIT {

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
    void audit() throws InterruptedException {
        FleetAudit.assertClean(fleet);
    }

    @Test
    @Order(1)
    void whatWasAcceptedIsThereAfterRedisWasKilled() {
        String waits = fleet.join("by-hand", Clients::patient);
        fleet.redis().kill();
        assertThat(fleet.controls()
                        .getFirst()
                        .api()
                        .post("/v1/join", joining("while-dead"), Map.of())
                        .status())
                .isEqualTo(503);
        fleet.redis().startAgain();
        fleet.awaitState(waits, "queued");
        live();
        fleet.stop(waits);
        fleet.awaitState(waits, "ended");
    }

    @Test
    @Order(2)
    void joinsAreRefusedAtOnceWhileRedisStandsStillAndBotsDoNotNotice() {
        fleet.redis().freeze();
        Reply refused = fleet.controls().getFirst().api().post("/v1/join", joining("while-frozen"), Map.of());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isPresent();
        Still.hold();
        fleet.redis().thaw();
        live();
    }

    @Test
    @Order(3)
    void whatLivesCanEndWhileRedisIsFull() {
        String ends = fleet.join("stay", _ -> {});
        fleet.awaitState(ends, "joined");
        fleet.redis().call("CONFIG", "SET", "maxmemory", "1");
        try {
            Reply refused = fleet.controls().getFirst().api().post("/v1/join", joining("while-full"), Map.of());
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            fleet.stop(ends);
            fleet.awaitState(ends, "ended");
        } finally {
            fleet.redis().call("CONFIG", "SET", "maxmemory", "0");
        }
        live();
    }

    @Test
    @Order(4)
    void everythingGoesOnWhileRedisIsSlow() {
        fleet.slowRedis(Duration.ofMillis(60));
        live();
        fleet.slowRedis(Duration.ZERO);
        live();
    }

    @Test
    @Order(5)
    void whileNoControlServerIsThereABotStaysAndOneThatDiesAndIsToComeBackComesBackOnce() {
        LiveBot relaunched = LiveBot.enter(fleet, body -> body.put("on_crash", "relaunch"));
        fleet.controls().forEach(ControlNode::kill);
        relaunched.killRunner();
        Still.hold(Fleet.LOST_AFTER.plusSeconds(1));
        bot.assertRuns("all control servers were away");
        fleet.mend();
        live();
        fleet.awaitAttempt(relaunched.session(), 2);
        fleet.awaitState(relaunched.session(), "joined");
        fleet.stop(relaunched.session());
        fleet.awaitState(relaunched.session(), "ended");
        assertThat(fleet.document(relaunched.session()).orElseThrow().integerAt("attempt"))
                .hasValue(2);
        assertThat(Runs.of(fleet, relaunched.session())).isEqualTo(2);
    }

    @Test
    @Order(6)
    void aControlServerThatStandsStillIsNotMissed() {
        for (ControlNode control : fleet.controls()) {
            fleet.leaveOut(control);
            control.send(Signal.STOP);
            live();
            Still.hold();
            control.send(Signal.CONT);
            fleet.takeBack(control);
            live();
        }
    }

    @Test
    @Order(7)
    void theOtherServerDoesTheDutiesOfOneThatDied() {
        fleet.arm("before lease.renew");
        fleet.awaitMet("before lease.renew");
        live();
        fleet.mend();
        live();
    }

    @Test
    @Order(8)
    void aStoreThatForgotTakesLivingBotsBack() {
        String waits = fleet.join("by-hand", Clients::patient);
        fleet.redis().kill();
        fleet.redis().startAgainEmpty();
        Patience.until(
                "the bot to be known again", () -> fleet.document(bot.session()).isPresent());
        assertThat(fleet.document(waits)).isEmpty();
        live();
        fleet.stop(bot.session());
        fleet.awaitState(bot.session(), "ended");
    }

    /** The bot that was there before is there, and another one comes, lives, and goes; the broker is told of it. */
    private static void live() {
        bot.assertLives("what happened");
        String other = fleet.join("stay", _ -> {});
        fleet.awaitState(other, "joined");
        fleet.stop(other);
        fleet.awaitState(other, "ended");
        fleet.awaitTold();
    }

    /** Each in a room of its own: what was refused while Redis stood still may have been done all the same. */
    private static String joining(String room) {
        return Json.obj()
                .put("bot", "by-hand")
                .put("room_url", "https://rooms.example/" + room)
                .build()
                .text();
    }
}
