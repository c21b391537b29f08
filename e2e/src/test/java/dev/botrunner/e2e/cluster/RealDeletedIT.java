package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A runner that starts in a pod that is being deleted already, and has not heard of it: SIGTERM came when there was nobody
 * yet to take it. It gets no session.
 */
@Tag("cluster")
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealDeletedIT {

    /** Process 1 without a handler: the kernel keeps every SIGTERM from it. */
    private static final String STARTS_LATE = "until [ -e /tmp/go ]; do sleep 0.1; done; exec /bin/start";

    @ParameterizedTest
    @ValueSource(strings = {"job", "pod"})
    void aRunnerThatStartsInAPodThatIsBeingDeletedDoesNotGetItsSession(String launcher) {
        String bot = "stay: {image: IMAGE, good_bye: 60s, start_deadline: 150s, deliver: env, pod: {spec: {containers: "
                + "[{name: bot, command: [/bin/sh, -c, 'if [ $SESSION_ATTEMPT != 1 ]; then exec /bin/start; fi; "
                + STARTS_LATE + "']}]}}}";
        try (ClusterStand stand = ClusterStand.start(ClusterPlan.of(launcher).bots(bot));
                ClusterSession session = stand.join("stay", "one")) {
            session.awaitPhase("started");
            String pod = launcher.equals("job") ? stand.namespace().podOf(session.object(1)) : session.object(1);
            stand.namespace().kubectl("delete", "pod", pod, "--wait=false");
            session.joined();
            start(stand, pod);
            awaitGone(stand, pod);
            session.say("hello", Json.Obj.EMPTY);
            session.stream().await(TestBots.HEARD);
            assertThat(session.stream().told().stream()
                            .filter(told -> told.is(Told.RUNNING) || told.is(Told.JOINED))
                            .map(told -> told.attempt().orElseThrow()))
                    .containsOnly(2L);
            session.leavesWhenAsked();
        }
    }

    @Test
    void aPodThatWaitsClaimsNothingOnceItIsBeingDeleted() {
        String bot = "stay: {image: IMAGE, good_bye: 60s, start_deadline: 150s, pool: {idle: 1, max: 4, "
                + "fallback_after: 140s}, pod: {spec: {containers: [{name: bot, command: [/bin/sh, -c, '"
                + STARTS_LATE + " \"$@\"', start]}]}}}";
        try (ClusterStand stand = ClusterStand.start(ClusterPlan.of("pool").bots(bot))) {
            String deleted = awaitOther(stand, "");
            stand.namespace().kubectl("delete", "pod", deleted, "--wait=false");
            // The pool has another one made when it has seen that this one goes.
            String next = awaitOther(stand, deleted);
            try (ClusterSession session = stand.join("stay", "one")) {
                start(stand, deleted);
                awaitGone(stand, deleted);
                assertThat(session.document().textAt("state")).isEqualTo(Optional.of("queued"));
                start(stand, next);
                session.joined();
                assertThat(session.document().integerAt("attempt")).hasValue(1);
                assertThat(session.timeline()).containsOnlyOnce("claimed");
                session.leavesWhenAsked();
            }
        }
    }

    private static void start(ClusterStand stand, String pod) {
        stand.namespace().kubectl("exec", pod, "--", "/bin/sh", "-c", ": > /tmp/go");
    }

    private static void awaitGone(ClusterStand stand, String pod) {
        RealCluster.await(
                pod + " to be gone",
                () -> stand.namespace()
                        .kubectl("get", "pod", pod, "-o", "name", "--ignore-not-found")
                        .isBlank());
    }

    /** A pod that runs and is not this one. */
    private static String awaitOther(ClusterStand stand, String known) {
        RealCluster.await("another pod", () -> !others(stand, known).isEmpty());
        return others(stand, known).getFirst();
    }

    private static List<String> others(ClusterStand stand, String known) {
        return stand.namespace()
                .kubectl(
                        "get",
                        "pods",
                        "--field-selector=status.phase=Running",
                        "-o",
                        "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}")
                .lines()
                .filter(pod -> !pod.isBlank() && !pod.equals(known))
                .toList();
    }
}
