package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The chart in a cluster, from its installation to the end of it: one release, looked at step by step. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class ChartIT {

    private ChartRelease release;

    @BeforeAll
    void install() {
        release = ChartRelease.install("""
                bots:
                  echo: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s}
                """);
    }

    @AfterAll
    void remove() {
        release.close();
    }

    @Test
    @Order(1)
    void aJoinBecomesAJobWithItsBot() {
        String id = joined("first");
        assertThat(RealCluster.kubectl("-n", release.sessions(), "get", "jobs", "-o", "name"))
                .contains("bot-" + id + "-1");
        release.stop(id);
        awaitOutcome(id, "stopped");
    }

    @Test
    @Order(2)
    void dispatchMayDoWhatItDoesAndNothingMore() {
        String dispatch = release.namespace() + ":botrunner-dispatch";
        for (String right : List.of(
                "create jobs.batch",
                "get jobs.batch",
                "list jobs.batch",
                "watch jobs.batch",
                "delete jobs.batch",
                "get pods",
                "list pods",
                "watch pods",
                "get pods/log",
                "list events")) {
            assertThat(may(right, release.sessions(), dispatch)).as(right).isTrue();
        }
        for (String more : List.of(
                "create pods",
                "delete pods",
                "patch jobs.batch",
                "update jobs.batch",
                "get secrets",
                "list secrets",
                "create secrets",
                "get configmaps",
                "create pods/exec",
                "create serviceaccounts/token",
                "create rolebindings.rbac.authorization.k8s.io",
                "delete events")) {
            assertThat(may(more, release.sessions(), dispatch)).as(more).isFalse();
        }
        for (String elsewhere : List.of("create jobs.batch", "get pods", "get secrets")) {
            assertThat(may(elsewhere, release.namespace(), dispatch))
                    .as(elsewhere)
                    .isFalse();
            assertThat(may(elsewhere, "kube-system", dispatch)).as(elsewhere).isFalse();
        }
    }

    @Test
    @Order(2)
    void nobodyElseMayDoAnything() {
        for (String account : List.of(release.namespace() + ":botrunner-serve", release.sessions() + ":bot-echo")) {
            for (String right : List.of("create jobs.batch", "get pods", "get secrets", "list events")) {
                assertThat(may(right, release.sessions(), account))
                        .as(account + " " + right)
                        .isFalse();
                assertThat(may(right, release.namespace(), account))
                        .as(account + " " + right)
                        .isFalse();
            }
        }
    }

    @Test
    @Order(3)
    void anUpgradeLeavesLiveSessionsAlone() {
        List<String> ids = List.of("one", "two").stream().map(this::joined).toList();
        release.upgrade("serve.podAnnotations.round=2", "dispatch.podAnnotations.round=2");
        for (String id : ids) {
            Json.Obj session = release.session(id);
            assertThat(session.textAt("state")).contains("joined");
            assertThat(session.integerAt("attempt")).hasValue(1);
        }
        assertThat(joined("three")).isNotEmpty();
        ids.forEach(release::stop);
        ids.forEach(id -> awaitOutcome(id, "stopped"));
    }

    @Test
    @Order(5)
    void nothingIsLeftAfterwards() {
        assertThat(joined("last")).isNotEmpty();
        assertThat(release.uninstall().worked()).isTrue();
        RealCluster.await(
                "the bots' namespace to be gone",
                () -> !RealCluster.tryKubectl("get", "namespace", release.sessions())
                        .worked());
        assertThat(RealCluster.kubectl(
                        "-n",
                        release.namespace(),
                        "get",
                        "all,secrets,configmaps,serviceaccounts,networkpolicies,poddisruptionbudgets,roles,rolebindings",
                        "-o",
                        "name",
                        "-l",
                        "app.kubernetes.io/part-of=botrunner"))
                .isBlank();
        assertThat(RealCluster.kubectl(
                        "get",
                        "clusterroles,clusterrolebindings",
                        "-o",
                        "name",
                        "-l",
                        "app.kubernetes.io/part-of=botrunner"))
                .isBlank();
    }

    /** The id of a session that is there. A server that is about to go answers before, although it was asked to wait. */
    private String joined(String room) {
        String id = release.join(room).textAt("session_id").orElseThrow();
        RealCluster.await(
                room + " to be joined",
                () -> release.session(id).textAt("state").equals(Optional.of("joined")));
        return id;
    }

    private boolean may(String right, String where, String account) {
        int blank = right.indexOf(' ');
        return release.may(right.substring(0, blank), right.substring(blank + 1), where, account);
    }

    private void awaitOutcome(String id, String outcome) {
        RealCluster.await(
                id + " to be " + outcome,
                () -> release.session(id)
                        .objAt("end")
                        .flatMap(end -> end.textAt("outcome"))
                        .equals(Optional.of(outcome)));
    }
}
