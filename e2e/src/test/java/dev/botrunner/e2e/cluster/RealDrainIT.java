package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pods that are told to go, in each state of their sessions: by a deletion, an eviction, a node that is drained. */
@Tag("cluster")
@ResourceLock(RealCluster.LOCK)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealDrainIT {

    private static final String STAY = "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s}";
    private static final String SHY = "shy: {image: IMAGE, good_bye: 5s, start_deadline: 150s}";
    private static final String STUBBORN = "stubborn: {image: IMAGE, good_bye: 2s, start_deadline: 150s}";

    /** Its first attempt never gets as far as its runner. */
    private static final String SLOW = """
            stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s, deliver: env, pod: {spec: {containers: [{name: bot, \
            command: [/bin/sh, -c, 'if [ "$SESSION_ATTEMPT" = 1 ]; then trap "exit 143" TERM; sleep 1000 & wait; fi; \
            exec /bin/start']}]}}}""";

    private static ClusterStand stand(String... bots) {
        return ClusterStand.start(ClusterPlan.of("job").bots(bots));
    }

    @Test
    void aPodThatIsToldToGoBeforeItsRunnerSpokeIsAnotherAttempt() {
        try (ClusterStand stand = stand(SLOW);
                ClusterSession session = stand.join("stay", "one")) {
            session.awaitPhase("started");
            stand.namespace().kubectl("delete", "pods", "--all", "--wait=false");
            session.joined();
            assertThat(session.document().integerAt("attempt")).hasValue(2);
            session.leavesWhenAsked();
        }
    }

    @Test
    void aPodThatIsToldToGoBeforeItsBotJoinedIsAnotherAttempt() {
        try (ClusterStand stand = stand(SHY);
                ClusterSession session = stand.join("shy", "one")) {
            session.stream().await(TestBots.HERE);
            stand.namespace().kubectl("delete", "pods", "--all", "--wait=false");
            session.joined();
            assertThat(session.document().integerAt("attempt")).hasValue(2);
            session.leavesWhenAsked();
        }
    }

    @Test
    void aPodThatIsToldToGoWhileItsBotLeavesEndsAsItsSessionWasAskedTo() {
        try (ClusterStand stand = stand(STUBBORN);
                ClusterSession session = stand.join("stubborn", "one").joined()) {
            session.leave();
            session.stream().await(Told.ENDING);
            stand.namespace().kubectl("delete", "pods", "--all", "--wait=false");
            assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
        }
    }

    @Test
    void aPodThatWaitsForWorkAndIsToldToGoTakesNoSessionWithIt() {
        try (ClusterStand stand = stand("brief: {good_bye: 5s, launcher: none}")) {
            stand.namespace().apply(RealPoolIT.pullsOne("goes", stand));
            stand.namespace().awaitRunning("job-name=goes", 1);
            stand.namespace().kubectl("delete", "pods", "-l", "job-name=goes", "--timeout=60s");
            try (ClusterSession session = stand.join("brief", "one")) {
                stand.namespace().apply(RealPoolIT.pullsOne("comes", stand));
                assertThat(session.awaitEnd().word()).isEqualTo("completed/done");
                assertThat(session.document().integerAt("attempt")).hasValue(1);
            }
        }
    }

    @Test
    void anEvictionIsAnotherAttemptBeforeTheBotJoinedAndTheEndAfterwards() {
        try (ClusterStand stand = stand(SHY);
                ClusterSession session = stand.join("shy", "one")) {
            session.stream().await(TestBots.HERE);
            stand.namespace().evict(stand.namespace().podOf(session.object(1)));
            session.joined();
            assertThat(session.document().integerAt("attempt")).hasValue(2);
            stand.namespace().evict(stand.namespace().podOf(session.object(2)));
            assertThat(session.awaitEnd().word()).isEqualTo("failed/evicted");
        }
    }

    @Test
    void aNodeThatIsDrainedLosesNothingThatMayComeBack() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession ends = stand.join("stay", "ends").joined();
                ClusterSession comesBack = stand.join("stay", "comes-back", body -> body.put("on_crash", "relaunch"))
                        .joined()) {
            try (ClusterSession meanwhile = joinedWhileDrained(stand, ends)) {
                comesBack.await(Told.JOINED, 2);
                meanwhile.joined();
                assertThat(meanwhile.document().integerAt("attempt")).hasValue(1);
                meanwhile.leavesWhenAsked();
                comesBack.leave();
                assertThat(comesBack.awaitEndOfRelaunched().word()).isEqualTo("stopped/requested");
            }
        }
    }

    /** Drains the node, and gives it back when one session has ended by that and another waits for it. */
    private static ClusterSession joinedWhileDrained(ClusterStand stand, ClusterSession ends) {
        try {
            drain();
            assertThat(ends.awaitEnd().word()).isEqualTo("failed/evicted");
            ClusterSession meanwhile = stand.join("stay", "meanwhile");
            meanwhile.stream()
                    .await(
                            "why it waits",
                            told -> told.is(Told.PROGRESS) && told.data().text().contains("Unschedulable"));
            return meanwhile;
        } finally {
            RealCluster.kubectl("uncordon", "--selector=kubernetes.io/os=linux");
        }
    }

    private static void drain() {
        RealCluster.kubectl(
                "drain",
                "--selector=kubernetes.io/os=linux",
                "--pod-selector=botrunner.dev/session",
                "--force",
                "--delete-emptydir-data",
                "--timeout=120s");
    }
}
