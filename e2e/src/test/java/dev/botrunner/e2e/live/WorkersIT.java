package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LiveSession.Here;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that die, drain and keep runners warm; a control server that is told to stop. */
@ParameterizedClass
@EnumSource(names = {"PLAIN", "REDIS"})
@ExtendWith(LogsOnFailure.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class WorkersIT {

    @Parameter
    Topology topology;

    private Stand stand;

    @BeforeEach
    void start() {
        stand = Stand.startServer(StandPlan.of(topology));
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void theRunnersOfAKilledWorkerLiveOnAndEndByTheirOwnLink() {
        stand.startWorker();
        LiveSession session = stand.join("stay", "orphan").joined();
        Here here = session.here(1);
        stand.worker().send(Signal.KILL);
        stand.worker().awaitExit();

        session.say("note", Json.obj().put("text", "still there?").build());
        session.stream().await(TestBots.HEARD);
        session.stop();
        assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
        ProcessTable.awaitGone(here.program());
        ProcessTable.awaitGone(here.runner());
    }

    /** Takes as long as a claim lasts that nobody renews; a server that was just started lets nothing lapse for a while. */
    @Test
    void whatAWorkerTookAndNeverStartedGoesToAnother() {
        stand.close();
        stand = Stand.startServer(StandPlan.of(topology).control("--lost-after", "12s"));
        LiveSession session = stand.join("brief", "never-started");
        Json.Obj call = Json.obj()
                .put("instance", "about-to-die")
                .put("request_id", "its-last")
                .put("bots", Json.arr(Json.str("brief")))
                .put("children", Json.arr())
                .put("wait_seconds", 0)
                .build();
        assertThat(stand.link().post("/link/v1/claim", call).object().objAt("claim"))
                .isPresent();
        stand.startWorker();
        session.stream()
                .await(
                        "the lapse of the claim",
                        told -> told.is(Told.QUEUED)
                                && told.data()
                                        .textAt("why")
                                        .filter("claim_lapsed"::equals)
                                        .isPresent());
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("completed/done");
        assertThat(end.attempt().text()).isEqualTo("1");
        stand.awaitNoRunners();
    }

    @Test
    void aWorkerThatDrainsTakesNothingMoreAndWaitsForItsRunners() {
        stand.startWorker();
        LiveSession session = stand.join("stay", "drained").joined();
        stand.worker().send(Signal.TERM);
        session.say("note", Json.obj().put("text", "still there?").build());
        session.stream().await(TestBots.HEARD);
        session.say("leave", Json.Obj.EMPTY);
        assertThat(session.awaitEnd().word()).isEqualTo("completed/said_goodbye");
        assertThat(stand.worker().awaitExit()).isIn(0, 143);

        LiveSession next = stand.join("brief", "next");
        assertThat(next.document().textAt("state")).contains("queued");
        stand.startWorker();
        assertThat(next.awaitEnd().word()).isEqualTo("completed/done");
    }

    @Test
    void aWorkerThatIsToldTwiceEndsItsRunners() {
        stand.startWorker();
        LiveSession session = stand.join("stay", "evicted").joined();
        Here here = session.here(1);
        // Two that come close together may be one to the system.
        Patience.until("its runner to leave", () -> {
            stand.worker().send(Signal.TERM);
            return !ProcessTable.isAlive(here.runner());
        });
        assertThat(session.awaitEnd().word()).isEqualTo("failed/evicted");
        stand.worker().awaitExit();
        ProcessTable.awaitGone(here.runner());
        stand.awaitNoRunners();
    }

    @Test
    void whatIsStoppedBeforeAnybodyTakesItEndsAtOnce() {
        LiveSession session = stand.join("stay", "never-taken");
        assertThat(session.stop().object().textAt("state")).contains("ended");
        assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
        assertThat(session.stream().told()).noneMatch(told -> told.is(Told.STARTING));
    }

    @Test
    void whatNobodyTakesInTimeExpires() {
        LiveSession session = stand.join("stay", "expires", body -> body.put("start_deadline_seconds", 1));
        assertThat(session.awaitEnd().word()).isEqualTo("expired/start_deadline");
    }

    @Test
    void aControlServerThatStopsTellsItsStreams() {
        stand.startWorker();
        LiveSession session = stand.join("stay", "shutdown").joined();
        stand.control().send(Signal.TERM);
        assertThat(session.stream().awaitNotice("stream.close").data().textAt("reason"))
                .contains("shutdown");
        session.stream().awaitEnd();
        assertThat(stand.control().awaitExit()).isIn(0, 143);
    }

    @Test
    void aRunnerThatWaitedIsUsedOnce() {
        stand.close();
        stand = Stand.start(StandPlan.of(topology).warm(2));
        var runners = new HashSet<Long>();
        for (int i = 0; i < 5; i++) {
            LiveSession session = stand.join("stay", "warm-" + i);
            assertThat(runners.add(session.here(1).runner())).isTrue();
            session.joined().say("leave", Json.Obj.EMPTY);
            assertThat(session.awaitEnd().word()).isEqualTo("completed/said_goodbye");
        }
        runners.forEach(ProcessTable::awaitGone);
    }
}
