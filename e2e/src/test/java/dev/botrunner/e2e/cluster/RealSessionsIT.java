package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.TestBots;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** From the join to the end in a pod of a real cluster, with a launcher that has no rights but its own. */
@ParameterizedClass
@ValueSource(strings = {"job", "pod"})
@Tag("cluster")
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
@SuppressWarnings("NullAway.Init")
class RealSessionsIT {

    static final int SESSIONS = Integer.getInteger("cluster.sessions", 3);

    private static ClusterStand stand;

    @Parameter
    String launcher;

    @BeforeParameterizedClassInvocation
    static void start(String launcher) {
        stand = ClusterStand.start(ClusterPlan.of(launcher));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        stand.close();
    }

    @Test
    void aJoinBecomesAPodAndABotThatHearsAndLeaves() throws InterruptedException {
        try (ClusterSession session = stand.join("stay", "one").joined()) {
            session.say("hello", Json.Obj.EMPTY);
            session.stream().await(TestBots.HEARD);
            session.leavesWhenAsked();
            assertThat(session.timeline())
                    .containsSubsequence("accepted", "claimed", "running", "joined", "ending", "ended");
            stand.namespace().awaitObjectsGone();
            ClusterAudit.assertClean(stand);
        }
    }

    @Test
    void whatAProgramLeavesWithSaysHowItsSessionEnds() {
        try (ClusterSession brief = stand.join("brief", "two");
                ClusterSession wrong = stand.join("wrong", "three")) {
            assertThat(brief.awaitEnd().word()).isEqualTo("completed/done");
            assertThat(wrong.awaitEnd().word()).isEqualTo("failed/invalid_config");
        }
    }

    @Test
    void aProgramThatFailsGetsAnotherPod() {
        try (ClusterSession crash = stand.join("crash", "four")) {
            assertThat(crash.awaitEnd().word()).isEqualTo("failed/bot_crashed");
            assertThat(crash.await(Told.RUNNING, 2).attempt()).hasValue(2);
            assertThat(crash.document().integerAt("attempt")).hasValue(2);
        }
    }

    @Test
    void manySessionsAtOnceAllBeginAndEnd() throws InterruptedException {
        manySessions(stand, "stay");
        stand.namespace().awaitObjectsGone();
        ClusterAudit.assertClean(stand);
    }

    /** As many as {@code -Dcluster.sessions} says, each heard and answered over its stream. */
    static void manySessions(ClusterStand stand, String bot) {
        List<ClusterSession> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(stand.join(bot, "many-" + i));
        }
        sessions.forEach(ClusterSession::joined);
        sessions.forEach(session -> session.say("hello", Json.Obj.EMPTY));
        sessions.forEach(session -> session.stream().await(TestBots.HEARD));
        sessions.forEach(ClusterSession::leave);
        for (ClusterSession session : sessions) {
            assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
            session.close();
        }
    }
}
