package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Phase;
import dev.botrunner.session.Retry;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState.Ended;
import dev.botrunner.session.SessionState.Queued;
import dev.botrunner.session.SessionState.Starting;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import dev.botrunner.testkit.LaunchScript;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.SampleSession;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Failure QUOTA = new Failure(ErrorCode.QUOTA, "The quota is used up");

    private final OneServer server = new OneServer();
    private final Loop dispatcher = server.dispatcher();

    private Starting starting(SessionId id) {
        return (Starting) server.head(id).state();
    }

    private List<LaunchRef> objects() {
        return server.twin.present();
    }

    @Test
    void claimsLaunchesAndReports() throws InterruptedException {
        SessionId id = server.join();

        assertThat(dispatcher.step()).isEqualTo(Did.WORK);

        assertThat(starting(id).phase()).isEqualTo(Phase.CREATED);
        assertThat(starting(id).claim()).isZero();
        assertThat(objects())
                .containsExactly(
                        new LaunchRef.ForSession(id, 1, starting(id).object().orElseThrow()));
        assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
    }

    @Test
    void leavesBotsThatWorkersPull() throws InterruptedException {
        SessionId id = server.join(SampleSession.one().by(new BotName("pulled")));

        assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
        assertThat(server.head(id).isInLine()).isTrue();
    }

    @Test
    void pausesWhenWhatWaitsIsHeldBack() throws InterruptedException {
        server.caps.sessions(Tenant.DEFAULT, 1);
        server.join();
        SessionId held = server.join();

        LoopStepper.untilIdle(dispatcher);

        assertThat(objects()).hasSize(1);
        assertThat(server.head(held).isInLine()).isTrue();
    }

    @Test
    void aRefusalForGoodEndsTheSession() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Refuses(new Failure(ErrorCode.FORBIDDEN, "No"), new Retry.Never()));

        dispatcher.step();

        assertThat(server.head(id).state())
                .asInstanceOf(InstanceOfAssertFactories.type(Ended.class))
                .satisfies(ended -> assertThat(ended.end().reason()).isEqualTo("forbidden"));
    }

    @Test
    void aClusterThatIsFullGetsTheSameAttemptAgainLater() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Refuses(QUOTA, new Retry.SameAttemptAfter(Duration.ofSeconds(20))));

        dispatcher.step();

        assertThat(server.head(id).state()).isInstanceOf(Queued.class);
        assertThat(server.head(id).progress().attempt()).isEqualTo(1);
        server.ticker.advance(Duration.ofSeconds(20));
        server.deadlines().step();
        dispatcher.step();
        assertThat(starting(id).object()).isPresent();
        assertThat(server.head(id).progress().attempt()).isEqualTo(1);
    }

    @Test
    void withoutAnAnswerItTriesAgainUnderTheSameName() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.LosesAnswer()).script(new LaunchScript.LosesRequest());

        assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
        assertThat(starting(id).phase()).isEqualTo(Phase.CLAIMED);
        for (int i = 0; i < 2; i++) {
            assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
            server.ticker.advance(Duration.ofSeconds(4));
            dispatcher.step();
        }

        assertThat(starting(id).phase()).isEqualTo(Phase.CREATED);
        assertThat(server.twin.created()).isEqualTo(1);
    }

    @Test
    void anAnswerThatNeverComesLetsTheClaimLapse() throws InterruptedException {
        SessionId id = server.join();
        for (int i = 0; i < 100; i++) {
            server.twin.script(new LaunchScript.LosesRequest());
        }

        dispatcher.step();
        for (int i = 0; i < 60; i++) {
            server.ticker.advance(Duration.ofMillis(500));
            dispatcher.step();
        }

        assertThat(starting(id).phase()).isEqualTo(Phase.CLAIMED);
        assertThat(server.head(id).silence().orElseThrow())
                .isBeforeOrEqualTo(server.sound.ledger().time());
        assertThat(dispatcher.step()).isEqualTo(Did.NOTHING);
    }

    @Test
    void launchesNothingShortlyBeforeItsClaimLapses() throws InterruptedException {
        server.join();
        server.twin.script(new LaunchScript.FailsBefore());
        assertThatExceptionOfType(DependencyException.class).isThrownBy(dispatcher::step);

        server.ticker.advance(RULES.claimLease().minus(Duration.ofSeconds(9)));
        dispatcher.step();

        assertThat(server.twin.created()).isZero();
    }

    @Test
    void aStopDuringTheCreateTakesTheObjectAwayAgain() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Meanwhile(() -> server.stop(id)));

        dispatcher.step();

        assertThat(server.head(id).stage()).isEqualTo(Stage.ENDED);
        assertThat(objects()).isEmpty();
        assertThat(server.twin.stopped()).hasSize(1);
    }

    @Test
    void aStopBeforeTheCreateLeavesNothingToDo() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.LosesRequest());
        dispatcher.step();
        server.stop(id);

        server.ticker.advance(Duration.ofSeconds(4));
        dispatcher.step();

        assertThat(server.twin.created()).isZero();
    }

    @Test
    void aRunnerThatIsQuickerThanTheReportKeepsItsObject() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Meanwhile(() -> server.redeem(id)));

        dispatcher.step();

        assertThat(server.head(id).stage()).isEqualTo(Stage.RUNNING);
        assertThat(objects()).hasSize(1);
    }

    @Test
    void aRunnerThatIsDoneBeforeTheReportGoesByItself() throws InterruptedException {
        SessionId id = server.join();
        server.twin.script(new LaunchScript.Meanwhile(() -> {
            server.redeem(id);
            var runner = server.runner(id);
            server.enter(id, seen -> RULES.finished(seen, runner, RunnerEnd.completed("done")));
        }));

        dispatcher.step();

        assertThat(server.head(id).stage()).isEqualTo(Stage.ENDED);
        assertThat(server.twin.stopped()).isEmpty();
    }
}
