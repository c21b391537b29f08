package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.session.Json;
import dev.botrunner.testkit.process.Patience;
import dev.botrunner.testkit.process.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What goes wrong in a cluster, done to a real one: what was accepted ends once, and never runs twice. */
@Tag("cluster")
@ResourceLock(RealCluster.LOCK)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealFaultsIT {

    private static final String STAY = "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s}";

    private static ClusterStand stand(String... bots) {
        return ClusterStand.start(ClusterPlan.of("job").bots(bots));
    }

    private static void assertHears(ClusterSession session) {
        session.say("hello", Json.Obj.EMPTY);
        session.stream().await(TestBots.HEARD);
    }

    @Test
    void anApiServerThatDiesStopsNoBotAndLosesNoJoin() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession before = stand.join("stay", "before").joined()) {
            RealCluster.signal("kube-apiserver", Signal.KILL);
            try (ClusterSession meanwhile = stand.join("stay", "meanwhile")) {
                assertHears(before);
                meanwhile.joined();
                assertThat(meanwhile.document().integerAt("attempt")).hasValue(1);
                before.leavesWhenAsked();
                meanwhile.leavesWhenAsked();
            }
        }
    }

    /** As long as {@code -Dcluster.down} seconds say; at least until a join has been claimed and a bot has been heard. */
    @Test
    void anApiServerThatIsAwayStopsNoBotAndLosesNoJoin() throws InterruptedException {
        try (ClusterStand stand = stand(STAY);
                ClusterSession before = stand.join("stay", "before").joined();
                ClusterSession lives = stand.join("stay", "lives").joined()) {
            RealCluster.hold("kube-apiserver");
            ClusterSession meanwhile;
            try {
                meanwhile = stand.join("stay", "meanwhile");
                meanwhile.await(Told.STARTING, 1);
                assertHears(before);
                before.leavesWhenAsked();
                Patience.pause(Duration.ofSeconds(Integer.getInteger("cluster.down", 0))
                        .toMillis());
            } finally {
                RealCluster.release("kube-apiserver");
            }
            meanwhile.joined();
            assertThat(meanwhile.document().integerAt("attempt")).hasValue(1);
            assertHears(lives);
            lives.leavesWhenAsked();
            meanwhile.leavesWhenAsked();
            meanwhile.close();
            ClusterAudit.assertClean(stand);
        }
    }

    @Test
    void anApiServerThatStandsStillIsWaitedFor() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession before = stand.join("stay", "before").joined()) {
            RealCluster.signal("kube-apiserver", Signal.STOP);
            try (ClusterSession meanwhile = stand.join("stay", "meanwhile")) {
                meanwhile.await(Told.STARTING, 1);
                assertHears(before);
                before.leavesWhenAsked();
                RealCluster.signal("kube-apiserver", Signal.CONT);
                meanwhile.joined();
                assertThat(meanwhile.document().integerAt("attempt")).hasValue(1);
                meanwhile.leavesWhenAsked();
            } finally {
                RealCluster.signal("kube-apiserver", Signal.CONT);
            }
        }
    }

    @Test
    void aKubeletThatDiesStopsNoBotAndStartsTheNextWhenItIsBack() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession before = stand.join("stay", "before").joined()) {
            RealCluster.signal("kubelet", Signal.KILL);
            try (ClusterSession meanwhile = stand.join("stay", "meanwhile")) {
                assertHears(before);
                meanwhile.joined();
                before.leavesWhenAsked();
                meanwhile.leavesWhenAsked();
            }
        }
    }

    @Test
    void aControlServerThatDiesWhileAPodStartsFindsItAgain() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession session = stand.join("stay", "one")) {
            // One that dies before the pod is made leaves its claim to lapse: RealDeathsIT.
            session.awaitPhase("created");
            stand.replaceControl();
            session.follow();
            session.joined();
            assertThat(session.document().integerAt("attempt")).hasValue(1);
            assertThat(stand.namespace().names("jobs")).hasSize(1);
            session.leavesWhenAsked();
        }
    }

    @Test
    void aQuotaThatIsFreedLetsTheSameAttemptIn() {
        try (ClusterStand stand = stand(STAY)) {
            stand.namespace().kubectl("create", "quota", "full", "--hard=count/jobs.batch=0");
            stand.namespace().awaitQuota("full");
            try (ClusterSession session = stand.join("stay", "one")) {
                Told queued = session.stream()
                        .await(
                                "capacity",
                                told -> told.is(Told.QUEUED)
                                        && told.data()
                                                .textAt("why")
                                                .filter("capacity"::equals)
                                                .isPresent());
                assertThat(queued.attempt()).hasValue(1);
                stand.namespace().kubectl("delete", "quota", "full");
                session.joined();
                assertThat(session.document().integerAt("attempt")).hasValue(1);
                session.leavesWhenAsked();
            }
        }
    }

    @Test
    void aLauncherWithoutRightsFailsItsSessionsAndSaysSo() {
        try (ClusterStand stand = stand(STAY)) {
            try (ClusterSession before = stand.join("stay", "before").joined()) {
                before.leavesWhenAsked();
            }
            stand.namespace().kubectl("delete", "rolebinding", ClusterNamespace.RIGHTS);
            try (ClusterSession session = stand.join("stay", "one")) {
                assertThat(session.awaitEnd().word()).isEqualTo("failed/forbidden");
                assertThat(session.detail()).contains("cannot create resource");
            }
        }
    }

    @Test
    void aPodThatFindsNoNodeStartsWhenThereIsOne() {
        String picky =
                "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s, pod: {spec: {nodeSelector: {it: there}}}}";
        try (ClusterStand stand = stand(picky);
                ClusterSession session = stand.join("stay", "one")) {
            session.stream()
                    .await(
                            "why it waits",
                            told -> told.is(Told.PROGRESS) && told.data().text().contains("Unschedulable"));
            RealCluster.kubectl("label", "node", "--all", "it=there");
            try {
                session.joined();
                session.leavesWhenAsked();
            } finally {
                RealCluster.kubectl("label", "node", "--all", "it-");
            }
        }
    }

    @Test
    void anImageThatIsNotThereFailsItsSessionAndSaysSo() {
        try (ClusterStand stand =
                        stand("none: {image: 'localhost/none:1', good_bye: 5s, start_deadline: 150s, attempts: 1}");
                ClusterSession session = stand.join("none", "one")) {
            // The kubelet takes most of a minute for three tries: not all of it in one wait.
            session.stream()
                    .await(
                            "the pause after a try",
                            told -> told.is(Told.PROGRESS) && told.data().text().contains("ImagePullBackOff"));
            assertThat(session.awaitEnd().word()).isEqualTo("failed/image_unavailable");
            assertThat(session.detail()).contains("localhost/none:1");
        }
    }

    @Test
    void aPodThatIsDeletedBeforeItRanIsAnotherAttempt() {
        String picky =
                "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s, pod: {spec: {nodeSelector: {later: there}}}}";
        try (ClusterStand stand = stand(picky);
                ClusterSession session = stand.join("stay", "one")) {
            session.awaitPhase("created");
            stand.namespace().awaitPods(1);
            stand.namespace().kubectl("delete", "pods", "--all", "--wait=false");
            session.await(Told.QUEUED, 2);
            session.await(Told.STARTING, 2);
            RealCluster.kubectl("label", "node", "--all", "later=there");
            try {
                session.joined();
                session.leavesWhenAsked();
            } finally {
                RealCluster.kubectl("label", "node", "--all", "later-");
            }
        }
    }

    @Test
    void aPodThatIsDeletedAfterItsBotJoinedSaysGoodByeAndIsEvicted() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession ends = stand.join("stay", "ends").joined();
                ClusterSession comesBack = stand.join("stay", "comes-back", body -> body.put("on_crash", "relaunch"))
                        .joined()) {
            stand.namespace().kubectl("delete", "pods", "--all", "--wait=false");
            assertThat(ends.awaitEnd().word()).isEqualTo("failed/evicted");
            comesBack.await(Told.JOINED, 2);
            comesBack.leave();
            assertThat(comesBack.awaitEndOfRelaunched().word()).isEqualTo("stopped/requested");
        }
    }

    @Test
    void aRunnerThatNeedsMoreMemoryThanItMayHasAnEndThatSaysSo() {
        String small =
                "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s, attempts: 1, pod: {spec: {containers: [{name: bot,"
                        + " resources: {limits: {memory: 40Mi}}}]}}}";
        try (ClusterStand stand = stand(small);
                ClusterSession session = stand.join("stay", "one")) {
            assertThat(session.awaitEnd().word()).isEqualTo("failed/out_of_memory");
        }
    }

    @Test
    void aSecondPodOfOneJobLeavesWithoutAWord() {
        try (ClusterStand stand = stand(STAY);
                ClusterSession session = stand.join("stay", "one").joined()) {
            String second = stand.namespace().copyPodOf(session.object(1));
            stand.namespace().awaitExit(second, 30);
            assertHears(session);
            assertThat(session.document().integerAt("attempt")).hasValue(1);
            session.leavesWhenAsked();
        }
    }
}
