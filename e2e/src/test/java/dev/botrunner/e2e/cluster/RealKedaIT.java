package dev.botrunner.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.Api;
import dev.botrunner.e2e.stand.LogsOnFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chart and KEDA's own operator: what {@link ChartWaysIT} does with one that plays it. {@code ./test keda} */
@Tag("keda")
@ExtendWith({LogsOnFailure.class, ClusterOnFailure.class})
class RealKedaIT {

    private static final String VALUES = """
            bots:
              pulls: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s}
              direct: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s, events: direct}
              jobs: {java: dev.botrunner.bot.echo.EchoBot, max_duration: 10m, good_bye: 5s}
            keda: {bots: {pulls: {}, direct: {}}, triggers: [redis, metrics-api]}
            """;

    @Test
    void aScaledJobsPodsPullOneRequestEachAndNothingIsLeftAfterwards() throws InterruptedException {
        RealCluster.up();
        try (KedaOperator _ = KedaOperator.start();
                ChartRelease release = ChartRelease.install(VALUES);
                Api api = release.api()) {
            for (String bot : List.of("pulls", "direct")) {
                List<ClusterSession> sessions = new ArrayList<>();
                for (int i = 0; i < RealSessionsIT.SESSIONS; i++) {
                    sessions.add(release.follow(api, bot, bot + "-" + i));
                }
                ChartWaysIT.ended(sessions);
            }
            ClusterAudit.assertClean(release.redisUrl(), release.sessions(), 2L * RealSessionsIT.SESSIONS);
            assertThat(RealCluster.kubectl("-n", release.sessions(), "get", "jobs", "-o", "name")
                            .lines())
                    .hasSizeGreaterThanOrEqualTo(2 * RealSessionsIT.SESSIONS);
            assertThat(release.uninstall().worked()).isTrue();
            RealCluster.await(
                    "the bots' namespace to be gone",
                    () -> !RealCluster.tryKubectl("get", "namespace", release.sessions())
                            .worked());
        }
    }
}
