package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Requests that get lost between a launcher and a real API server, or come late. */
@Tag("cluster")
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
@SuppressWarnings("NullAway.Init")
class RealFilterIT {

    private ApiFilter filter;
    private ClusterStand stand;

    @BeforeEach
    void start() {
        ClusterPlan plan = ClusterPlan.of("job");
        ClusterNamespace namespace = ClusterNamespace.make(plan.names());
        filter = ApiFilter.before(namespace);
        stand = ClusterStand.start(plan.server(filter.url()), namespace);
    }

    @AfterEach
    void stop() {
        stand.close();
        filter.close();
    }

    private void assertOnceAndLeaves(ClusterSession session) {
        session.joined();
        assertThat(session.document().integerAt("attempt")).hasValue(1);
        assertThat(stand.namespace().names("jobs")).hasSize(1);
        assertThat(stand.namespace().names("pods")).hasSize(1);
        session.leavesWhenAsked();
    }

    @Test
    void aJobWhoseCreationWasNotAnsweredIsFound() {
        filter.loseAnswer("POST", "/jobs");
        try (ClusterSession session = stand.join("stay", "one")) {
            assertOnceAndLeaves(session);
        }
    }

    @Test
    void aCreationThatComesWhenNobodyWaitsForItAnyMoreMakesNoSecondJob() throws InterruptedException {
        ApiFilter.Held late = filter.hold("POST", "/jobs");
        try (ClusterSession session = stand.join("stay", "one")) {
            session.joined();
            late.arrives();
            assertOnceAndLeaves(session);
        }
    }

    @Test
    void aCreationThatComesAfterItsSessionIsOverLeavesNothing() throws InterruptedException {
        ApiFilter.Held late = filter.hold("POST", "/jobs");
        try (ClusterSession session = stand.join("stay", "one")) {
            session.await(Told.STARTING, 1);
            session.leavesWhenAsked();
            late.arrives();
            RealCluster.await(
                    "the Job that came too late to be deleted",
                    () -> stand.namespace().names("jobs").isEmpty());
        }
    }

    @Test
    void aJobOfThatNameThatIsSomebodyElsesFailsTheSession() throws InterruptedException {
        ApiFilter.Held late = filter.hold("POST", "/jobs");
        try (ClusterSession session = stand.join("stay", "one")) {
            session.await(Told.STARTING, 1);
            stand.namespace().apply(suspended(session.object(1), "{app: other}", ""));
            late.arrives();
            assertThat(session.awaitEnd().word()).isEqualTo("failed/name_collision");
            assertThat(stand.namespace().names("jobs")).hasSize(1);
        }
    }

    @Test
    void aJobOfThatNameThatIsBeingDeletedIsWaitedFor() throws InterruptedException {
        ApiFilter.Held late = filter.hold("POST", "/jobs");
        try (ClusterSession session = stand.join("stay", "one")) {
            session.await(Told.STARTING, 1);
            String job = session.object(1);
            String labels =
                    "{app.kubernetes.io/managed-by: botrunner, botrunner.dev/launcher: job, botrunner.dev/session: "
                            + session.id() + ", botrunner.dev/attempt: '1'}";
            stand.namespace().apply(suspended(job, labels, "finalizers: [it.example/stays],"));
            stand.namespace().kubectl("delete", "job", job, "--wait=false");
            late.arrives();
            stand.namespace()
                    .kubectl("patch", "job", job, "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
            assertOnceAndLeaves(session);
        }
    }

    /** A Job that makes no pod. */
    private static String suspended(String name, String labels, String more) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s, namespace: NAMESPACE, %s labels: %s}
                spec:
                  suspend: true
                  template: {spec: {restartPolicy: Never, containers: [{name: bot, image: "localhost/none:1"}]}}
                """.formatted(name, more, labels);
    }

    @Test
    void whatHappensWhileNoWatchLivesIsSeenAllTheSame() {
        try (ClusterSession session = stand.join("mute", "one")) {
            session.awaitPhase("created");
            filter.cutWatches();
            assertThat(session.awaitEnd().word()).isEqualTo("failed/bot_crashed");
            assertThat(session.document().integerAt("attempt")).hasValue(2);
        }
    }

    @Test
    void watchesThatBreakOffAllTheTimeMissNothing() {
        filter.breakWatches();
        try (ClusterSession session = stand.join("mute", "one")) {
            assertThat(session.awaitEnd().word()).isEqualTo("failed/bot_crashed");
            assertThat(session.document().integerAt("attempt")).hasValue(2);
        }
        try (ClusterSession session = stand.join("stay", "two")) {
            session.joined();
            session.leavesWhenAsked();
        }
    }

    @Test
    void aVersionThatTheApiServerHasForgottenIsListedAnew() {
        try (ClusterSession first = stand.join("stay", "one").joined()) {
            int watched = filter.watched();
            filter.forgetVersion();
            filter.cutWatches();
            RealCluster.await("two watches more", () -> filter.watched() >= watched + 2);
            first.leavesWhenAsked();
        }
        try (ClusterSession second = stand.join("mute", "two")) {
            assertThat(second.awaitEnd().word()).isEqualTo("failed/bot_crashed");
        }
    }
}
