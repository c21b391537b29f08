package dev.botrunner.testkit.loops;

import static dev.botrunner.testkit.loops.OneServer.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.launch.LaunchRef;
import dev.botrunner.launch.PoolPods.PoolPod;
import dev.botrunner.launch.PoolPods.Stage;
import dev.botrunner.loop.Loop;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Sighting;
import dev.botrunner.testkit.LoopStepper;
import dev.botrunner.testkit.TwinPods;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must not happen to pods of pools, whatever profiles, stores and clusters do. */
class PoolSafetyTest {

    private final OnePool pool = new OnePool();
    private final OneServer server = pool.server;
    private final TwinPods pods = pool.pods;
    private Loop duty = pool.duty();

    @BeforeEach
    void pooled() throws InterruptedException {
        duty.step();
        pods.of(ECHO).forEach(pod -> pods.become(pod, Stage.WAITING, server.ticker.now()));
        passes(45);
        duty.step();
    }

    /** In steps that no lease sleeps through. */
    private void passes(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            server.ticker.advance(Duration.ofSeconds(1));
            duty.step();
        }
    }

    private PoolPod pod(int number) {
        return pods.of(ECHO).stream()
                .filter(pod -> pod.uid().equals("twin-pod-" + number))
                .findFirst()
                .orElseThrow();
    }

    private List<String> uids() {
        return pods.of(ECHO).stream().map(PoolPod::uid).toList();
    }

    private boolean isSentAway(String uid) {
        return server.sound.queue().isRetired(RequestId.ofPod(uid));
    }

    @Test
    void podsOfAProfileThatHasGoneGoButNeverOneThatHasASession() throws InterruptedException {
        pool.running("twin-pod-1");
        server.profiles = Map.of();
        passes(11);
        assertThat(uids()).containsExactly("twin-pod-1");
        assertThat(isSentAway("twin-pod-2")).isTrue();
    }

    @Test
    void aPodThatSaysGoodByeInItsSessionStillCountsToTheMostThatMayBe() throws InterruptedException {
        while (uids().size() < 5) {
            uids().forEach(uid -> busy(uid));
            passes(2);
        }
        uids().forEach(uid -> busy(uid));
        pods.of(ECHO).forEach(pod -> pods.become(pod, Stage.LEAVING, server.ticker.now()));
        List<String> before = uids();
        passes(11);
        assertThat(uids()).isEqualTo(before).hasSize(5);
        // As on a node that is away.
        passes(31);
        assertThat(uids()).containsAll(before).hasSizeGreaterThan(5);
    }

    /** From now on at the latest. */
    private void busy(String uid) {
        if (server.sound.ledger().claimedBy(uid).isEmpty()) {
            pool.running(uid);
        }
    }

    @Test
    void podsOfABotThatWorkersPullByNowGo() throws InterruptedException {
        server.profiles = Map.of(ECHO, "none");
        passes(11);
        assertThat(uids()).isEmpty();
    }

    @Test
    void podsOfABotWhoseLauncherCannotBeOpenedStay() throws InterruptedException {
        List<String> before = uids();
        server.profiles = Map.of(ECHO, "unknown:");
        passes(11);
        assertThat(uids()).isEqualTo(before);
    }

    @Test
    void aPodThatWasSentAwayIsAskedAboutAgainBeforeItsDeleteIsTriedAgain() throws InterruptedException {
        pool.shape(0);
        pods.undeletable(true);
        assertThatExceptionOfType(DependencyException.class).isThrownBy(duty::step);
        assertThat(isSentAway("twin-pod-1") || isSentAway("twin-pod-2")).isTrue();
        server.memory.forget();
        passes(8);
        pool.running("twin-pod-1");
        pool.running("twin-pod-2");
        pods.undeletable(false);
        passes(30);
        assertThat(uids()).as("both have a session").containsExactly("twin-pod-1", "twin-pod-2");
    }

    @Test
    void whatAStoreHasForgottenIsSaidAgainBeforeAPodIsTakenForIdle() throws InterruptedException {
        pool.running("twin-pod-1");
        server.memory.forget();
        duty = pool.duty(); // what the keeper before knew it knew from this store
        pool.shape(0);
        passes(10);
        assertThat(uids()).contains("twin-pod-1");
        pool.running("twin-pod-1");
        passes(50);
        assertThat(uids()).containsExactly("twin-pod-1");
    }

    @Test
    void howLongRunnersMayBeSilentIsHowLongNoPodIsTakenForIdle() throws InterruptedException {
        duty = pool.duty(Duration.ofSeconds(90)); // as another process has it that begins now
        pool.shape(0);
        passes(88);
        assertThat(uids()).containsExactly("twin-pod-1", "twin-pod-2");
        passes(12);
        assertThat(uids()).isEmpty();
    }

    @Test
    void theCallForWorkOfAPodThatHasLeftIsCalledOff() throws InterruptedException {
        pods.become(pod(1), Stage.FAILED, server.ticker.now());
        pods.delete(pod(2), Duration.ZERO);
        duty.step();
        assertThat(isSentAway("twin-pod-1")).isTrue();
        assertThat(isSentAway("twin-pod-2")).isTrue();
    }

    @Test
    void aClaimThatWasEnteredForAPodThatHadGoneIsGivenBackAtOnce() throws InterruptedException {
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        server.twin.tell(new LaunchRef.Waiting(ECHO, "twin-pod-1"), new Sighting.Gone());
        LoopStepper.untilIdle(objects);
        SessionId id = pool.claimed("twin-pod-1");
        LoopStepper.untilIdle(objects);
        assertThat(server.head(id).state()).isInstanceOf(SessionState.Queued.class);
    }

    @Test
    void thePodOfAStoppedSessionIsStoppedAtOnce() throws InterruptedException {
        var busy = new LaunchRef.Waiting(ECHO, "twin-pod-1");
        server.twin.present(busy);
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        SessionId id = pool.claimed("twin-pod-1");
        LoopStepper.untilIdle(objects);
        assertThat(server.twin.stopped()).isEmpty();
        server.stop(id);
        LoopStepper.untilIdle(objects);
        assertThat(server.twin.stopped()).containsExactly(busy);
    }

    @Test
    void aPodOfAnAutoscalerIsNotMissedInThePool() throws InterruptedException {
        Loop objects = server.objects();
        LoopStepper.untilIdle(objects);
        SessionId id = pool.claimed("pod-of-keda");
        for (int i = 0; i < 2; i++) {
            server.ticker.advance(Duration.ofSeconds(10));
            LoopStepper.untilIdle(objects);
            server.ticker.advance(Duration.ofSeconds(4));
            LoopStepper.untilIdle(objects);
        }
        server.ticker.advance(Duration.ofSeconds(4));
        LoopStepper.untilIdle(objects);
        assertThat(server.head(id).pod()).contains("pod-of-keda");
    }
}
