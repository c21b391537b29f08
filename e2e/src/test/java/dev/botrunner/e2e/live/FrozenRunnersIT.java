package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Botrunner;
import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Program;
import dev.botrunner.testkit.process.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runners that the system has frozen. A beat comes every ten seconds at least, so no shorter silence means anything. */
@ExtendWith(LogsOnFailure.class)
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class FrozenRunnersIT {

    private static Stand stand;

    @BeforeAll
    static void start() {
        stand = Stand.start(StandPlan.of(Topology.PLAIN).control("--lost-after", "16s"));
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    @Test
    void whatIsSilentForTooLongIsLostAndItsProcessesLeave() {
        LiveSession lost = stand.join("stay", "lost").joined();
        LiveSession back = stand.join("stay", "back", body -> body.put("on_crash", "relaunch"))
                .joined();
        LiveSession.Here frozen = lost.here(1);
        LiveSession.Here left = back.here(1);
        lost.send(Signal.STOP, frozen.runner());
        back.send(Signal.STOP, left.runner());

        End end = lost.awaitEnd();
        assertThat(end.word()).isEqualTo("lost/no_heartbeat");
        assertThat(end.blame()).isEqualTo("cluster");
        ProcessTable.awaitGone(frozen.runner());
        ProcessTable.awaitGone(frozen.program());

        back.here(2);
        back.stream()
                .await(
                        "joined again",
                        told -> told.is(Told.JOINED) && told.attempt().orElse(0) == 2);
        ProcessTable.awaitGone(left.runner());
        back.stop();
        assertThat(back.awaitEndOfRelaunched().word()).isEqualTo("stopped/requested");
    }

    @Test
    void aRunnerThatWakesUpAfterItsSessionHasEndedLeavesByItself() {
        LiveSession session = stand.join("by-hand", "thawed");
        Json.Obj claim = claim();
        assertThat(claim.textAt("session_id")).contains(session.id());
        Program runner = Botrunner.start(
                stand.folder(),
                List.of("runner", "run", "--bots", "by-hand.yaml"),
                Map.of(
                        "BOTRUNNER_LINK_URL", stand.linkUrl(),
                        "BOTRUNNER_TICKET", claim.textAt("ticket").orElseThrow()));
        try (runner) {
            session.joined();
            runner.send(Signal.STOP);
            assertThat(session.awaitEnd().word()).isEqualTo("lost/no_heartbeat");
            runner.send(Signal.CONT);
            assertThat(runner.awaitExit()).isEqualTo(30);
            ProcessTable.awaitGone(session.here(1).program());
        }
    }

    /** As a worker of a bot that no other worker knows. */
    private static Json.Obj claim() {
        Json.Obj call = Json.obj()
                .put("instance", "by-hand")
                .put("request_id", "by-hand-1")
                .put("bots", Json.arr(Json.str("by-hand")))
                .put("children", Json.arr())
                .put("wait_seconds", 10)
                .build();
        return stand.link().post("/link/v1/claim", call).object().objAt("claim").orElseThrow();
    }
}
