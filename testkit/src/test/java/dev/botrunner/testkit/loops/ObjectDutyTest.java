package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.launch.LaunchRef.ForSession;
import dev.botrunner.launch.ObjectDuty;
import dev.botrunner.loop.Loop;
import dev.botrunner.session.BeatReport;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Phase;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState.Starting;
import dev.botrunner.session.Stage;
import dev.botrunner.testkit.LaunchScript;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectDutyTest {

    private static final Duration LIST = Duration.ofSeconds(31);

    private final OneServer server = new OneServer();
    private final Loop dispatcher = server.dispatcher();
    private final ObjectDuty duty = server.objects();

    @BeforeEach
    void lookOut() throws InterruptedException {
        LoopStepper.untilIdle(duty);
    }

    private ForSession launched() throws InterruptedException {
        SessionId id = server.join();
        LoopStepper.untilIdle(dispatcher);
        var starting = (Starting) server.head(id).state();
        return new ForSession(id, 1, starting.object().orElseThrow());
    }

    private ForSession running() throws InterruptedException {
        ForSession ref = launched();
        server.redeem(ref.session());
        LoopStepper.untilIdle(duty);
        return ref;
    }

    private void finish(ForSession ref) {
        var runner = server.runner(ref.session());
        server.enter(ref.session(), seen -> RULES.finished(seen, runner, RunnerEnd.completed("done")));
    }

    private void compare() throws InterruptedException {
        server.ticker.advance(LIST);
        LoopStepper.untilIdle(duty);
    }

    private Stage stage(ForSession ref) {
        return server.head(ref.session()).stage();
    }

    @Test
    void entersWhatTheWatchSees() throws InterruptedException {
        ForSession ref = launched();
        server.twin.start(ref);

        LoopStepper.untilIdle(duty);

        assertThat(((Starting) server.head(ref.session()).state()).phase()).isEqualTo(Phase.STARTED);
    }

    @Test
    void aReportThatComesAfterWhatTheWatchSawChangesNoPhase() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Meanwhile(this::lookAtObjects));

        LoopStepper.untilIdle(dispatcher);

        var starting = (Starting) server.head(id).state();
        assertThat(starting.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(starting.object()).isPresent();
        assertThat(starting.lease()).isEmpty();
    }

    private void lookAtObjects() {
        try {
            LoopStepper.untilIdle(duty);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anObjectThatLeavesBeforeItsRunnerCameIsTriedAgain() throws InterruptedException {
        ForSession ref = launched();
        server.twin.exit(ref, ExitStatus.code(1));

        LoopStepper.untilIdle(duty);

        assertThat(server.head(ref.session()).progress().attempt()).isEqualTo(2);
        assertThat(server.twin.stopped()).as("the object of the attempt before").containsExactly(ref);
    }

    @Test
    void stopsTheObjectOfAStoppedSessionAtOnce() throws InterruptedException {
        ForSession ref = launched();
        LoopStepper.untilIdle(duty);

        server.stop(ref.session());
        LoopStepper.untilIdle(duty);

        assertThat(server.twin.stopped()).containsExactly(ref);
    }

    @Test
    void leavesTheObjectOfASessionThatSaysGoodBye() throws InterruptedException {
        ForSession ref = running();

        server.stop(ref.session());
        LoopStepper.untilIdle(duty);

        assertThat(stage(ref)).isEqualTo(Stage.ENDING);
        assertThat(server.twin.stopped()).isEmpty();
    }

    @Test
    void aFinishedSessionsObjectHasItsTimeToGoByItself() throws InterruptedException {
        ForSession ref = running();
        finish(ref);

        LoopStepper.untilIdle(duty);
        compare();
        assertThat(server.twin.stopped()).isEmpty();

        server.ticker.advance(SampleSession.TERMS.goodBye());
        compare();
        assertThat(server.twin.stopped()).containsExactly(ref);
    }

    @Test
    void findsWhatNobodyToldItOf() throws InterruptedException {
        ForSession ref = launched();
        server.twin.whileCut(() -> server.stop(ref.session()));
        var later = server.objects();
        server.ticker.advance(Duration.ofSeconds(10));

        LoopStepper.untilIdle(later);

        assertThat(server.twin.stopped()).containsExactly(ref);
    }

    @Test
    void anObjectThatVanishedUnseenEndsTheAttempt() throws InterruptedException {
        ForSession ref = launched();
        LoopStepper.untilIdle(duty);
        server.twin.whileCut(() -> server.twin.remove(ref));
        LoopStepper.untilIdle(duty);

        assertThat(server.head(ref.session()).progress().attempt()).isEqualTo(2);
    }

    @Test
    void anObjectThatVanishedWhileNobodyWatchedEndsTheAttempt() throws InterruptedException {
        ForSession ref = launched();
        ForSession running = running();
        server.ticker.advance(Duration.ofSeconds(10));
        server.twin.remove(ref);
        server.twin.remove(running);

        LoopStepper.untilIdle(server.objects());

        assertThat(server.head(ref.session()).progress().attempt()).isEqualTo(2);
        assertThat(stage(running)).isEqualTo(Stage.RUNNING);
    }

    @Test
    void anObjectOfALauncherThatCannotBeOpenedIsNotTakenForGone() throws InterruptedException {
        ForSession ref = launched();
        server.ticker.advance(Duration.ofSeconds(10));

        LoopStepper.untilIdle(server.objects(server.launchersThatCannotBeOpened()));

        assertThat(server.head(ref.session()).progress().attempt()).isEqualTo(1);
    }

    @Test
    void aListIsNoEvidenceAgainstARunnerThatBeats() throws InterruptedException {
        ForSession ref = running();
        server.twin.remove(ref);
        LoopStepper.untilIdle(duty);

        var silence = server.head(ref.session()).silence().orElseThrow();
        assertThat(stage(ref)).isEqualTo(Stage.RUNNING);
        assertThat(Duration.between(server.sound.ledger().time(), silence)).isLessThanOrEqualTo(Duration.ofSeconds(20));

        server.enter(ref.session(), seen -> RULES.beat(seen, server.runner(ref.session()), BeatReport.NOTHING_NEW));
        assertThat(server.head(ref.session()).silence().orElseThrow()).isAfter(silence);
    }

    @Test
    void leavesObjectsOfRecordsThatTheStoreForgotAndCountsThem() throws InterruptedException {
        ForSession ref = running();
        compare();
        assertThat(duty.orphans()).isZero();
        server.memory.forget();

        compare();
        compare();

        assertThat(server.twin.present()).containsExactly(ref);
        assertThat(duty.orphans()).isEqualTo(1);

        server.twin.remove(ref);
        compare();
        assertThat(duty.orphans()).isZero();
    }

    @Test
    void stopsAgainWhatCouldNotBeStopped() throws InterruptedException {
        ForSession one = launched();
        ForSession other = launched();
        LoopStepper.untilIdle(duty);
        server.stop(one.session());
        server.stop(other.session());
        server.twin.failing(1);

        assertThatExceptionOfType(DependencyException.class).isThrownBy(() -> LoopStepper.untilIdle(duty));
        LoopStepper.untilIdle(duty);

        assertThat(server.twin.stopped()).containsExactly(other, one);
    }

    @Test
    void anObjectThatCannotBeStoppedKeepsNobodyFromSeeingWhatHasVanished() throws InterruptedException {
        ForSession stuck = launched();
        ForSession vanished = launched();
        server.stop(stuck.session());
        server.twin.unstoppable(stuck);
        server.twin.remove(vanished);
        server.ticker.advance(Duration.ofSeconds(10));
        var later = server.objects();

        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(DependencyException.class).isThrownBy(later::step);
        }

        assertThat(server.head(vanished.session()).progress().attempt()).isEqualTo(2);
    }

    @Test
    void doesNothingWhileAnotherHoldsTheLease() throws InterruptedException {
        ForSession ref = launched();
        var standby = server.objects();
        server.stop(ref.session());

        assertThat(LoopStepper.untilIdle(standby)).isZero();

        assertThat(server.twin.stopped()).isEmpty();
    }
}
