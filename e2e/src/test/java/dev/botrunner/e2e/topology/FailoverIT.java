package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The primary dies while its replica lags, and the replica takes its place. */
@ExtendWith(LogsOnFailure.class)
@Timeout(240)
class FailoverIT {

    private final RedisServer primary = RedisServer.start(RedisPlan.DURABLE);
    private final RedisServer replica = RedisServer.start(RedisPlan.DURABLE.replicaOf(primary));

    /** What strict needs once the replica has become the primary. */
    private final RedisServer spare = RedisServer.start(RedisPlan.DURABLE.replicaOf(replica));

    @AfterEach
    void end() {
        spare.close();
        replica.close();
        primary.close();
    }

    @Test
    void strictAcceptsNothingThatAFailoverWouldForget() throws InterruptedException {
        primary.awaitReplicas(1);
        try (Fleet fleet = Fleet.start(primary, "--durability", "strict")) {
            LiveBot bot = LiveBot.enter(fleet);
            String waits = fleet.join("by-hand", _ -> {});
            replica.freeze();
            assertThat(join(fleet, "lost")).isEqualTo(503);
            failOver(fleet);
            fleet.awaitState(waits, "queued");
            goesOn(fleet, bot);
            fleet.stop(waits);
            FleetAudit.assertClean(fleet);
        }
    }

    @Test
    void standardForgetsAtMostWhatTheReplicaLacked() throws InterruptedException {
        primary.awaitReplicas(1);
        try (Fleet fleet = Fleet.start(primary)) {
            LiveBot bot = LiveBot.enter(fleet);
            String waits = fleet.join("by-hand", _ -> {});
            settle();
            replica.freeze();
            List<String> lagging = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                lagging.add(fleet.join("by-hand", _ -> {}));
            }
            failOver(fleet);
            fleet.awaitState(waits, "queued");
            long forgotten = lagging.stream()
                    .filter(session -> fleet.document(session).isEmpty())
                    .count();
            assertThat(forgotten).isLessThanOrEqualTo(lagging.size());
            goesOn(fleet, bot);
            fleet.stop(waits);
            FleetAudit.assertClean(fleet);
        }
    }

    /** The replica has all that was written so far. */
    private void settle() {
        Patience.until(
                "the replica to have everything",
                () -> primary.info("master_repl_offset").equals(replica.info("slave_repl_offset")));
    }

    private void failOver(Fleet fleet) {
        primary.kill();
        replica.thaw();
        replica.call("REPLICAOF", "NO", "ONE");
        fleet.moveTo(replica);
    }

    private static int join(Fleet fleet, String room) {
        return fleet.controls()
                .getFirst()
                .api()
                .post(
                        "/v1/join",
                        Json.obj()
                                .put("bot", "by-hand")
                                .put("room_url", "https://rooms.example/" + room)
                                .build()
                                .text(),
                        Map.of())
                .status();
    }

    private static void goesOn(Fleet fleet, LiveBot bot) {
        bot.assertLives("the failover");
        String other = fleet.join("stay", _ -> {});
        fleet.awaitState(other, "joined");
        fleet.stop(other);
        fleet.awaitState(other, "ended");
        fleet.awaitTold();
    }
}
