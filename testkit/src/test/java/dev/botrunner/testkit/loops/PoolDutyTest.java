package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.ECHO;
import static dev.botrunner.testkit.loops.OneServer.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.PoolMeter.Miss;
import dev.botrunner.launch.PoolPods.Created;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Loop.Did;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.ExitStatus;
import dev.botrunner.session.Failure;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Sighting;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.TwinPods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Pools beside dispatcher and the duty for objects: who gets a session, and what becomes of a pod that has one. */
class PoolDutyTest {

    private final OnePool pool = new OnePool();
    private final OneServer server = pool.server;
    private final TwinPods pods = pool.pods;
    private final Loop duty = pool.duty();
    private final Loop dispatcher = server.dispatcher();

    private List<PoolPod> filled() throws InterruptedException {
        duty.step();
        pods.of(ECHO).forEach(pod -> pods.become(pod, Stage.WAITING, server.ticker.now()));
        duty.step();
        return pods.of(ECHO);
    }

    private SessionId joined(String uid) {
        SessionId id = pool.running(uid);
        server.enter(id, seen -> RULES.joined(seen, OnePool.runner(uid)));
        return id;
    }

    @Test
    void podsWaitForTheBotsThatHaveAPool() throws InterruptedException {
        assertThat(filled()).hasSize(2);
        assertThat(server.pools.waiting(ECHO)).isEqualTo(2);
    }

    @Test
    void onlyOneKeepsThem() throws InterruptedException {
        filled();
        Loop other = pool.duty();
        pods.of(ECHO).forEach(pod -> pods.delete(pod, Duration.ZERO));
        assertThat(other.step()).isEqualTo(Did.NOTHING);
        assertThat(pods.of(ECHO)).isEmpty();
    }

    @Test
    void aSessionIsLaunchedOnlyAfterThePoolHadItsTimeForIt() throws InterruptedException {
        filled();
        SessionId id = server.join();
        server.ticker.advance(Duration.ofSeconds(4));
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.twin.created()).isZero();
        server.ticker.advance(Duration.ofSeconds(1));
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.twin.created()).isEqualTo(1);
        assertThat(server.head(id).state().object()).contains("twin-1");
        assertThat(server.pools.misses(ECHO)).containsExactly(Miss.SLOW);
    }

    @Test
    void aMissSaysWhatWasWrongWithThePool() throws InterruptedException {
        SessionId id = server.join();
        server.ticker.advance(Duration.ofSeconds(5));
        LoopStepper.untilIdle(dispatcher);
        server.stop(id);
        pods.refusing(Optional.of(new Created.NotNow("no room", Duration.ofSeconds(60))));
        duty.step();
        server.join();
        server.ticker.advance(Duration.ofSeconds(5));
        LoopStepper.untilIdle(dispatcher);
        assertThat(server.pools.misses(ECHO)).containsExactly(Miss.ELSEWHERE, Miss.FAILING);
    }

    @Test
    void aClusterThatDoesNotAnswerIsToldAndNothingIsLost() throws InterruptedException {
        List<PoolPod> before = filled();
        pods.down(true);
        assertThatExceptionOfType(DependencyException.class).isThrownBy(duty::step);
        pods.down(false);
        duty.step();
        assertThat(pods.of(ECHO)).isEqualTo(before);
    }

    @Test
    void aPodThatDiesWithItsSessionIsSeenToHaveDied() throws InterruptedException {
        filled();
        var pod = new LaunchRef.Waiting(ECHO, "twin-pod-1");
        server.twin.present(pod);
        SessionId id = joined("twin-pod-1");
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        server.twin.tell(pod, new Sighting.Exited(new ExitStatus(137, OptionalInt.of(9), true), Optional.empty()));
        LoopStepper.untilIdle(objects);
        var ended = (SessionState.Ended) server.head(id).state();
        assertThat(ended.end().reason()).isEqualTo("out_of_memory");
    }

    @Test
    void onePodsDeathSaysNothingOfASessionThatAnotherHas() throws InterruptedException {
        server.twin.present(new LaunchRef.Waiting(ECHO, "twin-pod-2"));
        SessionId id = pool.claimed("twin-pod-1");
        server.ticker.advance(Duration.ofSeconds(31));
        server.enter(id, RULES::silence);
        server.enter(id, seen -> RULES.claimed(seen, OnePool.claimant("twin-pod-2")));
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        server.twin.tell(new LaunchRef.Waiting(ECHO, "twin-pod-1"), new Sighting.Gone());
        server.twin.tell(new LaunchRef.Waiting(ECHO, "idle"), new Sighting.Failed(new Failure(ErrorCode.EVICTED, "x")));
        LoopStepper.untilIdle(objects);
        assertThat(server.head(id).pod()).contains("twin-pod-2");
    }

    @Test
    void aPodThatDiesBetweenClaimAndRedeemGivesItsSessionBackAtOnce() throws InterruptedException {
        server.twin.present(new LaunchRef.Waiting(ECHO, "twin-pod-1"));
        SessionId id = pool.claimed("twin-pod-1");
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        assertThat(server.head(id).state()).isInstanceOf(SessionState.Starting.class);
        server.twin.tell(new LaunchRef.Waiting(ECHO, "twin-pod-1"), new Sighting.Gone());
        LoopStepper.untilIdle(objects);
        assertThat(server.head(id).state()).isInstanceOf(SessionState.Queued.class);
    }

    @Test
    void onlyAPodWhoseSessionIsOverIsStoppedAndOnlyAfterItHadItsTime() throws InterruptedException {
        var busy = new LaunchRef.Waiting(ECHO, "twin-pod-1");
        var idle = new LaunchRef.Waiting(ECHO, "twin-pod-2");
        server.twin.present(busy);
        server.twin.present(idle);
        SessionId id = joined("twin-pod-1");
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        server.enter(id, seen -> RULES.finished(seen, OnePool.runner("twin-pod-1"), RunnerEnd.completed("done")));
        server.ticker.advance(Duration.ofSeconds(31));
        LoopStepper.untilIdle(objects);
        assertThat(server.twin.stopped()).isEmpty();
        server.ticker.advance(Duration.ofSeconds(31));
        LoopStepper.untilIdle(objects);
        assertThat(server.twin.stopped()).containsExactly(busy);
    }
}
