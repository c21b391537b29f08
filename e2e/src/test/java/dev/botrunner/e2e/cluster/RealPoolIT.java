package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pods that wait in a real cluster: claimed, added, replaced, sent away, killed. */
@Tag("cluster")
@ResourceLock(RealCluster.LOCK)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealPoolIT {

    private static final String WAITING = "botrunner.dev/launcher=pool";

    private static String pooled(String bot, String pool) {
        return bot + ": {image: IMAGE, good_bye: 5s, start_deadline: 150s, pool: " + pool
                + ", pod: {spec: {containers: [{name: bot, command: [/bin/start]}]}}}";
    }

    private static ClusterStand stand(String... bots) {
        return ClusterStand.start(ClusterPlan.of("pool").bots(bots));
    }

    private static Set<String> pods(ClusterStand stand) {
        String path = "jsonpath={range .items[?(@.status.phase==\"Running\")]}{.metadata.name}{\"\\n\"}{end}";
        return new TreeSet<>(stand.namespace()
                .kubectl("get", "pods", "-l", WAITING, "-o", path)
                .lines()
                .filter(line -> !line.isBlank())
                .toList());
    }

    @Test
    void manySessionsAtOnceAllBeginAndEndWhetherAPodWaitsOrNot() throws InterruptedException {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 3, max: 60, fallback_after: 2s}"))) {
            awaitPods(stand, 3);
            RealSessionsIT.manySessions(stand, "stay");
            awaitPods(stand, 3);
            stand.namespace().awaitJobsGone();
            ClusterAudit.assertClean(stand);
        }
    }

    private static Set<String> awaitPods(ClusterStand stand, int count) {
        RealCluster.await(
                count + " pods that wait or have a session", () -> pods(stand).size() == count);
        return pods(stand);
    }

    private static void assertHears(ClusterSession session) {
        session.say("hello", Json.Obj.EMPTY);
        session.stream().await(TestBots.HEARD);
    }

    @Test
    void aJoinIsClaimedByAPodThatWaitedAndAnotherTakesItsPlace() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 2, max: 5, fallback_after: 60s}"))) {
            Set<String> waiting = awaitPods(stand, 2);
            try (ClusterSession session = stand.join("stay", "one").joined()) {
                assertHears(session);
                assertThat(session.timeline())
                        .containsSubsequence("accepted", "queued", "claimed", "started", "running", "joined");
                assertThat(stand.namespace().names("jobs")).isEmpty();
                assertThat(awaitPods(stand, 3)).containsAll(waiting);
                session.leavesWhenAsked();
            }
            Set<String> left = awaitPods(stand, 2);
            assertThat(left).isNotEqualTo(waiting);
        }
    }

    @Test
    void podsThatAreKilledWhileTheyWaitAreReplacedAndNobodyNotices() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 2, max: 5, fallback_after: 60s}"))) {
            Set<String> before = awaitPods(stand, 2);
            stand.namespace().kubectl("delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
            RealCluster.await("two others", () -> {
                Set<String> now = pods(stand);
                return now.size() == 2 && now.stream().noneMatch(before::contains);
            });
            try (ClusterSession session = stand.join("stay", "one").joined()) {
                assertThat(session.document().integerAt("attempt")).hasValue(1);
                session.leavesWhenAsked();
            }
        }
    }

    @Test
    void podsThatAreKilledWhileTheyClaimLoseNoSession() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 4, max: 10, fallback_after: 60s}"))) {
            awaitPods(stand, 4);
            List<ClusterSession> sessions = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    sessions.add(stand.join("stay", "room-" + i, body -> body.put("on_crash", "relaunch")));
                }
                stand.namespace()
                        .kubectl("delete", "pods", "-l", WAITING, "--force", "--grace-period=0", "--wait=false");
                // Whoever was in the room already comes back, since that was asked for.
                for (ClusterSession session : sessions) {
                    session.joined();
                    session.leave();
                    assertThat(session.awaitEndOfRelaunched().word()).isEqualTo("stopped/requested");
                }
            } finally {
                sessions.forEach(ClusterSession::close);
            }
        }
    }

    @Test
    void aPoolShrinksWithoutTouchingWhoHasASession() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 3, max: 6, fallback_after: 60s}"))) {
            awaitPods(stand, 3);
            try (ClusterSession session = stand.join("stay", "one").joined()) {
                awaitPods(stand, 4);
                stand.bots(pooled("stay", "{idle: 1, max: 6, fallback_after: 60s}"));
                awaitPods(stand, 2);
                assertHears(session);
                session.leavesWhenAsked();
            }
            awaitPods(stand, 1);
        }
    }

    @Test
    void whatThePoolHasNoRoomForBecomesAJob() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 1, max: 1, fallback_after: 2s}"))) {
            awaitPods(stand, 1);
            try (ClusterSession warm = stand.join("stay", "warm").joined();
                    ClusterSession cold = stand.join("stay", "cold").joined()) {
                assertThat(stand.namespace().names("jobs")).containsExactly("job.batch/" + cold.object(1));
                warm.leavesWhenAsked();
                cold.leavesWhenAsked();
            }
        }
    }

    @Test
    void aPodThatIsToldToGoSaysGoodByeWhereItHasASessionAndGetsNoneWhereItHasNot() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 1, max: 4, fallback_after: 60s}"))) {
            awaitPods(stand, 1);
            try (ClusterSession session = stand.join("stay", "one").joined()) {
                awaitPods(stand, 2);
                stand.namespace().kubectl("delete", "pods", "-l", WAITING, "--wait=false");
                assertThat(session.awaitEnd().word()).isEqualTo("failed/evicted");
            }
            try (ClusterSession next = stand.join("stay", "two").joined()) {
                assertThat(next.document().integerAt("attempt")).hasValue(1);
                next.leavesWhenAsked();
            }
        }
    }

    @Test
    void aPodOfAnAutoscalerPullsOneSessionByItsOwnTokenRunsItAndIsGone() {
        try (ClusterStand stand = stand(pooled("stay", "{idle: 0, max: 1}"), "brief: {good_bye: 5s, launcher: none}")) {
            stand.namespace().apply(pullsOne("pulls-one", stand));
            try (ClusterSession session = stand.join("brief", "one")) {
                assertThat(session.awaitEnd().word()).isEqualTo("completed/done");
                assertThat(session.timeline()).containsSubsequence("claimed", "started", "running", "joined", "ended");
            }
            RealCluster.await(
                    "the Job to be complete",
                    () -> stand.namespace()
                            .kubectl("get", "job", "pulls-one", "-o", "jsonpath={.status.succeeded}")
                            .equals("1"));
            String pod = stand.namespace().kubectl("get", "pods", "-l", "job-name=pulls-one", "-o", "yaml");
            assertThat(pod).doesNotContain("redis").doesNotContain("password").doesNotContain("BOTRUNNER_KEY");
        }
    }

    /** A Job that takes a session of {@code brief}, as KEDA makes them of a ScaledJob. */
    static String pullsOne(String name, ClusterStand stand) {
        return PULLS_ONE
                .replace("IMAGE", TestImage.loaded())
                .replace("WHERE", stand.linkUrl())
                .replace("NAME,", name + ",");
    }

    private static final String PULLS_ONE = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: NAME, namespace: NAMESPACE}
            spec:
              backoffLimit: 0
              ttlSecondsAfterFinished: 600
              template:
                spec:
                  restartPolicy: Never
                  serviceAccountName: bot-brief
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  volumes:
                  - {name: tmp, emptyDir: {}}
                  - name: ticket
                    projected: {sources: [{serviceAccountToken: {audience: botrunner, expirationSeconds: 3600, path: token}}]}
                  containers:
                  - name: bot
                    image: IMAGE
                    command: [/bin/start]
                    args: [runner, work, --once, --wait, forever, --bot, brief]
                    env:
                    - {name: BOTRUNNER_LINK_URL, value: "WHERE"}
                    - {name: BOTRUNNER_TICKET_FILE, value: /var/run/botrunner/ticket/token}
                    securityContext:
                      {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    volumeMounts:
                    - {name: tmp, mountPath: /tmp}
                    - {name: ticket, mountPath: /var/run/botrunner/ticket, readOnly: true}
            """;
}
