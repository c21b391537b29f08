package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.session.Json;
import java.util.ArrayList;
import java.util.List;
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

/** One release of the chart with all the ways to a pod that it knows: Jobs, Pods, KEDA, workers, pods that wait. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(value = RealCluster.LOCK, mode = ResourceAccessMode.READ)
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
@SuppressWarnings("NullAway.Init")
class ChartWaysIT {

    private static final String VALUES = """
            bots:
              pulls: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s, start_deadline: 150s}
              direct: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s, start_deadline: 150s, events: direct}
              served:
                java: dev.botrunner.bot.echo.EchoBot
                max_duration: 10m
                start_deadline: 150s
                good_bye: 5s
                pod: {spec: {containers: [{name: bot, resources: {limits: {memory: 6Gi}}}]}}
              jobs: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s, start_deadline: 150s}
              pods:
                java: dev.botrunner.bot.echo.EchoBot
                max_duration: 10m
                start_deadline: 150s
                good_bye: 5s
                launcher: kubernetes:pod
              warm:
                java: dev.botrunner.bot.echo.EchoBot
                max_duration: 10m
                start_deadline: 150s
                good_bye: 5s
                launcher: kubernetes:pool
                pool: {idle: 2, max: 60, fallback_after: 60s}
            keda: {bots: {pulls: {}, direct: {}}, triggers: [redis, metrics-api]}
            workers: {bots: {served: {replicas: 1, slots: 60, warm: 1}}}
            """;

    private ChartRelease release;
    private Api api;
    private int played;

    @BeforeAll
    void install() {
        RealCluster.up();
        LiveKeda.installKinds();
        release = ChartRelease.install(VALUES);
        api = release.api();
    }

    @AfterAll
    void remove() {
        api.close();
        release.close();
    }

    /** One pod for one request, which has no password of anything, and is over with its session. */
    @Test
    void jobsOfAnAutoscalerPullOneRequestEachFromTheQueueRunItAndAreGone() {
        List<Json.Obj> jobs = scaled("pulls");
        assertThat(jobs)
                .allSatisfy(job -> assertThat(job.text())
                        .contains("botrunner-link")
                        .doesNotContain("redis")
                        .doesNotContain("password")
                        .doesNotContain("secretName"));
    }

    /** They bring their events to the broker themselves, as a user that may do nothing else. */
    @Test
    void jobsOfAnAutoscalerPublishToTheBrokerWhereAProfileSaysSo() {
        List<Json.Obj> jobs = scaled("direct");
        assertThat(jobs)
                .allSatisfy(job -> assertThat(job.text())
                        .contains("redis://runner@botrunner-redis")
                        .contains("botrunner-events")
                        .doesNotContain("botrunner-keda"));
    }

    @Test
    void everySessionHasAJobOrAPodOfItsOwn() {
        ended(sessions("jobs"));
        ended(sessions("pods"));
    }

    @Test
    void workersTakeWhatIsThere() {
        String deployment = "deployment/botrunner-worker-served";
        RealCluster.kubectl("-n", release.sessions(), "rollout", "status", deployment, "--timeout=120s");
        ended(sessions("served"));
    }

    @Test
    void podsThatWaitClaimWhatIsThere() {
        RealCluster.await("two pods that wait", () -> waiting() == 2);
        ended(sessions("warm"));
        assertThat(RealCluster.kubectl(
                        "-n", release.sessions(), "get", "jobs", "-o", "name", "-l", "botrunner.dev/bot=warm"))
                .isBlank();
        RealCluster.await("two pods that wait again", () -> waiting() == 2);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void ofSessionsThatAreOverNoObjectIsLeftAndTheAuditorFindsNothing() throws InterruptedException {
        var bots = new ClusterNamespace(release.sessions());
        bots.awaitJobsGone();
        RealCluster.await(
                "all pods of sessions to be gone",
                () -> bots.kubectl("get", "pods", "-o", "name", "-l", "botrunner.dev/session")
                        .isEmpty());
        ClusterAudit.assertClean(release.redisUrl(), bots.name(), played);
    }

    private long waiting() {
        return RealCluster.kubectl(
                        "-n",
                        release.sessions(),
                        "get",
                        "pods",
                        "-l",
                        "botrunner.dev/launcher=pool",
                        "--field-selector=status.phase=Running",
                        "-o",
                        "name")
                .lines()
                .count();
    }

    /** Has Jobs made for so many sessions, and returns them when all is over. */
    private List<Json.Obj> scaled(String bot) {
        LiveKeda keda = LiveKeda.of(release, bot);
        try {
            List<ClusterSession> sessions = sessions(bot);
            RealCluster.await("all of " + bot + " to be there", () -> {
                keda.look();
                return sessions.stream()
                        .allMatch(session ->
                                session.document().textAt("state").orElseThrow().equals("joined"));
            });
            ended(sessions);
            List<Json.Obj> jobs = keda.awaitJobsOver();
            assertThat(jobs).hasSizeGreaterThanOrEqualTo(sessions.size());
            assertThat(jobs)
                    .allSatisfy(job -> assertThat(job.objAt("status")
                                    .flatMap(status -> status.integerAt("succeeded").stream()
                                            .boxed()
                                            .findFirst()))
                            .contains(1L));
            return jobs;
        } finally {
            keda.close();
        }
    }

    private List<ClusterSession> sessions(String bot) {
        played += RealSessionsIT.SESSIONS;
        List<ClusterSession> sessions = new ArrayList<>();
        for (int i = 0; i < RealSessionsIT.SESSIONS; i++) {
            sessions.add(release.follow(api, bot, bot + "-" + i));
        }
        return sessions;
    }

    /** Speaks to each, hears what it says over its stream, and sends it away. */
    static void ended(List<ClusterSession> sessions) {
        sessions.forEach(ClusterSession::joined);
        sessions.forEach(
                session -> session.say("chat", Json.obj().put("text", "hello").build()));
        sessions.forEach(session -> session.stream().await("bot.turn.bot"));
        sessions.forEach(ClusterSession::leave);
        for (ClusterSession session : sessions) {
            assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
            session.close();
        }
    }
}
