package dev.botrunner.e2e.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.duty.audit.AuditReport;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import dev.botrunner.testkit.redis.RedisPlan;
import dev.botrunner.testkit.redis.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The primary dies while its replica lags, and the replica takes its place. */
@ExtendWith(LogsOnFailure.class)
@Timeout(300)
class FailoverIT {

    private final RedisServer primary = RedisServer.start(RedisPlan.DURABLE);
    private final RedisServer replica = RedisServer.start(RedisPlan.DURABLE.replicaOf(primary));

    /** It outlives the primary, and so knows what that one had accepted and started. */
    private final RedisServer events = RedisServer.start(RedisPlan.DURABLE);

    /** What strict needs once the replica has become the primary. */
    private final RedisServer spare = RedisServer.start(RedisPlan.DURABLE.replicaOf(replica));

    @AfterEach
    void end() {
        events.close();
        spare.close();
        replica.close();
        primary.close();
    }

    @Test
    void strictAcceptsAndStartsNothingThatAFailoverWouldForget() throws InterruptedException {
        primary.awaitReplicas(1);
        try (Fleet fleet = Fleet.start(primary, Optional.of(events), "--durability", "strict")) {
            LiveBot bot = LiveBot.enter(fleet);
            List<String> waiting = threeWait(fleet);
            lag();
            assertThat(join(fleet, "lost")).isEqualTo(503);
            fleet.addWorker(TestBots.BY_HAND_FILE);
            waiting.forEach(session -> fleet.awaitState(session, "running"));
            assertThat(waiting).as("runners are not let in").allMatch(session -> Runs.of(fleet, session) == 0);
            failOver(fleet);
            waiting.forEach(session -> fleet.awaitState(session, "joined"));
            endAll(fleet, waiting);
            assertThat(waiting).as("none ran twice").allMatch(session -> Runs.of(fleet, session) == 1);
            goesOn(fleet, bot);
            assertThat(FleetAudit.assertClean(fleet).repeated()).isEmpty();
        }
    }

    @Test
    void standardForgetsAndRepeatsWhatTheReplicaLackedAndNothingElseAndTheAuditorCountsIt()
            throws InterruptedException {
        primary.awaitReplicas(1);
        try (Fleet fleet = Fleet.start(primary, Optional.of(events))) {
            LiveBot bot = LiveBot.enter(fleet);
            List<String> waiting = threeWait(fleet);
            lag();
            fleet.addWorker(TestBots.BY_HAND_FILE);
            waiting.forEach(session -> fleet.awaitState(session, "joined"));
            endAll(fleet, waiting);
            Program worker = fleet.workers().getLast();
            Patience.until(
                    "their runners to have left",
                    () -> ProcessTable.children(worker.pid()).isEmpty());
            worker.send(Signal.KILL);
            worker.awaitExit();
            List<String> lacked = threeWait(fleet);
            fleet.awaitTold();
            failOver(fleet);
            assertThat(lacked)
                    .as("forgotten")
                    .allMatch(session -> fleet.document(session).isEmpty());
            fleet.addWorker(TestBots.BY_HAND_FILE);
            waiting.forEach(session -> fleet.awaitState(session, "joined"));
            endAll(fleet, waiting);
            assertThat(waiting).as("each ran once more").allMatch(session -> Runs.of(fleet, session) == 2);
            goesOn(fleet, bot);
            assertThat(Runs.of(fleet, bot.session())).isEqualTo(1);
            AuditReport report = FleetAudit.assertClean(fleet);
            assertThat(report.repeated()).containsExactlyInAnyOrderElementsOf(waiting);
            assertThat(report.forgotten()).containsExactlyInAnyOrderElementsOf(lacked);
        }
    }

    /** No worker knows their bot. */
    private static List<String> threeWait(Fleet fleet) {
        return Stream.generate(() -> fleet.join("by-hand", Clients::patient))
                .limit(3)
                .toList();
    }

    private static void endAll(Fleet fleet, List<String> sessions) {
        sessions.forEach(fleet::stop);
        sessions.forEach(session -> assertThat(fleet.outcome(session)).isEqualTo("stopped/requested"));
    }

    /**
     * The replica has all that was written so far, and nothing of what comes. One that only stands still would read the rest
     * from its connection, though the primary is dead.
     */
    private void lag() {
        Patience.until(
                "the replica to have everything",
                () -> primary.info("master_repl_offset").equals(replica.info("slave_repl_offset")));
        replica.call("REPLICAOF", "NO", "ONE");
    }

    private void failOver(Fleet fleet) {
        primary.kill();
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
