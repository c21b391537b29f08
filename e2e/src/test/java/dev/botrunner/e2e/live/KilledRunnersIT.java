package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.End;
import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LiveSession.Here;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.testkit.process.ProcessTable;
import dev.botrunner.testkit.process.Signal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runners and programs that die, and programs that fail. */
@ParameterizedClass
@MethodSource("dev.botrunner.e2e.stand.Topology#here")
@Tag("scenario")
@ExtendWith(LogsOnFailure.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class KilledRunnersIT {

    private static Stand stand;

    @Parameter
    Topology topology;

    @BeforeParameterizedClassInvocation
    static void start(Topology topology) {
        stand = Stand.start(StandPlan.of(topology));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void aRunnerKilledBeforeItsBotJoinedIsFollowedByTheNextAttempt() {
        LiveSession session = stand.join("shy", "killed-early");
        Here first = session.here(1);
        session.send(Signal.KILL, first.runner());
        Here second = session.here(2);
        ProcessTable.awaitGone(first.program());
        session.joined().stop();
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("stopped/requested");
        ProcessTable.awaitGone(second.program());
        ProcessTable.awaitGone(second.runner());
    }

    @Test
    void aRunnerKilledAfterItsBotJoinedEndsTheSession() {
        LiveSession session = stand.join("stay", "killed-late").joined();
        Here here = session.here(1);
        session.send(Signal.KILL, here.runner());
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("failed/bot_crashed");
        assertThat(end.blame()).isEqualTo("bot");
        assertThat(end.stage()).isEqualTo("joined");
        assertThat(end.code()).isEqualTo(137);
        ProcessTable.awaitGone(here.program());
    }

    @Test
    void aRunnerThatIsToComeBackComesBack() {
        LiveSession session = stand.join("stay", "relaunched", body -> body.put("on_crash", "relaunch"))
                .joined();
        session.send(Signal.KILL, session.here(1).runner());
        Told again = session.stream()
                .await(
                        "the next attempt",
                        told -> told.is(Told.QUEUED)
                                && told.data()
                                        .textAt("why")
                                        .filter("relaunch"::equals)
                                        .isPresent());
        assertThat(again.sequence()).isGreaterThan(1);
        Here second = session.here(2);
        session.stream()
                .await(
                        "joined again",
                        told -> told.is(Told.JOINED) && told.attempt().orElse(0) == 2);
        session.stop();
        assertThat(session.awaitEndOfRelaunched().word()).isEqualTo("stopped/requested");
        ProcessTable.awaitGone(second.runner());
    }

    @Test
    void aProgramKilledAfterItJoinedEndsTheSession() {
        LiveSession session = stand.join("stay", "program-killed").joined();
        Here here = session.here(1);
        session.send(Signal.KILL, here.program());
        End end = session.awaitEnd();
        assertThat(end.word()).isEqualTo("failed/bot_crashed");
        assertThat(end.code()).isEqualTo(137);
        ProcessTable.awaitGone(here.runner());
    }

    @Test
    void aProgramKilledBeforeItJoinedIsFollowedByTheNextAttempt() {
        LiveSession session = stand.join("shy", "program-killed-early");
        session.send(Signal.KILL, session.here(1).program());
        session.here(2);
        session.joined().stop();
        assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
    }

    @Test
    void aProgramThatFailsEachTimeFailsTheSessionAfterItsAttempts() {
        End end = stand.join("crash", "crash").awaitEnd();
        assertThat(end.word()).isEqualTo("failed/bot_crashed");
        assertThat(end.code()).isEqualTo(7);
        assertThat(end.attempt().text()).isEqualTo("2");
    }

    @Test
    void whatIsWrongForEverIsNotTriedAgain() {
        End wrong = stand.join("wrong", "wrong").awaitEnd();
        assertThat(wrong.word()).isEqualTo("failed/invalid_config");
        assertThat(wrong.blame()).isEqualTo("caller");
        assertThat(wrong.attempt().text()).isEqualTo("1");
        End missing = stand.join("missing", "missing").awaitEnd();
        assertThat(missing.word()).isEqualTo("failed/invalid_config");
        assertThat(missing.code()).isEqualTo(20);
    }

    @Test
    void aProgramThatDoesNotLeaveIsKilledAfterItsGoodBye() {
        LiveSession session = stand.join("stubborn", "stubborn").joined();
        Here here = session.here(1);
        session.stop();
        assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
        ProcessTable.awaitGone(here.program());
        ProcessTable.awaitGone(here.runner());
    }
}
