package dev.botrunner.e2e.chart;

import static dev.botrunner.e2e.chart.Network.Port.tcp;
import static dev.botrunner.e2e.chart.Network.Port.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who reaches whom, as the chart promises it. */
class NetworkPolicyTest {

    @SuppressWarnings("unused") // the source of the tests
    private static final List<String> VARIANTS = Render.VARIANTS;

    private static final Peer NAMES = Peer.Pod.of("kube-system", Map.of("k8s-app", "kube-dns"));
    private static final Peer STRANGER = Peer.Pod.of("shop", Map.of("app", "shop"));
    private static final Peer PROMETHEUS = Peer.Pod.of("monitoring", Map.of("app", "prometheus"));
    private static final Peer OUTSIDE = new Peer.Elsewhere("203.0.113.7");
    private static final Peer OUTSIDE_6 = new Peer.Elsewhere("2001:db8::7");

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void botsReachTheLinkAndNames(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            assertThat(network.lets(bot, part("serve"), tcp(8082))).isTrue();
            assertThat(network.lets(bot, NAMES, udp(53))).isTrue();
            assertThat(network.lets(bot, NAMES, tcp(53))).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void botsReachTheOutsideByAnyPortForCallsAreMoreThanWeb(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            assertThat(network.lets(bot, OUTSIDE, tcp(443))).isTrue();
            assertThat(network.lets(bot, OUTSIDE, udp(50_000))).isTrue();
            assertThat(network.lets(bot, OUTSIDE_6, tcp(443))).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void botsReachNeitherTheApiNorTheManagementPort(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            for (String part : List.of("serve", "dispatch")) {
                assertThat(network.lets(bot, part(part), tcp(8080))).isFalse();
                assertThat(network.lets(bot, part(part), tcp(8081))).isFalse();
            }
            assertThat(network.lets(bot, part("dispatch"), tcp(8082))).isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void botsLearnNothingFromTheirMachine(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            for (String address : List.of("169.254.169.254", "169.254.170.2", "fd00:ec2::254", "fe80::1")) {
                assertThat(network.lets(bot, new Peer.Elsewhere(address), tcp(80)))
                        .as(address)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void botsReachNoOtherPodsAndNothingPrivate(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            assertThat(network.lets(bot, STRANGER, tcp(80))).isFalse();
            assertThat(network.lets(bot, NAMES, tcp(443))).isFalse();
            for (Peer other : bots(variant)) {
                assertThat(network.lets(bot, other, tcp(8080))).isFalse();
            }
            for (String address : List.of("10.0.0.1", "172.16.9.9", "192.168.1.1", "100.64.0.1", "fd12::1")) {
                assertThat(network.lets(bot, new Peer.Elsewhere(address), tcp(443)))
                        .as(address)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void nobodyCallsABot(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer bot : bots(variant)) {
            for (Peer caller : List.of(STRANGER, OUTSIDE, part("serve"), part("dispatch"))) {
                assertThat(network.lets(caller, bot, tcp(8080))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void onlyBotsWithDirectEventsReachRedis(String variant) {
        var network = new Network(Render.golden(variant));
        for (Peer.Pod bot : bots(variant)) {
            boolean direct =
                    variant.equals("direct") && "chat".equals(bot.labels().get("botrunner.dev/bot"));
            assertThat(network.lets(bot, part("redis"), tcp(6379)))
                    .as(bot.toString())
                    .isEqualTo(direct);
            assertThat(network.lets(bot, part("redis"), tcp(22))).isFalse();
        }
        assertThat(network.lets(STRANGER, part("serve"), tcp(8080))).isTrue();
    }

    @Test
    void controlServersReachRedisAndTheCluster() {
        var network = new Network(Render.golden("default"));
        for (String part : List.of("serve", "dispatch")) {
            assertThat(network.lets(part(part), part("redis"), tcp(6379))).isTrue();
            assertThat(network.lets(part(part), new Peer.Elsewhere("10.96.0.1"), tcp(443)))
                    .isTrue();
            assertThat(network.lets(part(part), NAMES, udp(53))).isTrue();
            assertThat(network.lets(part(part), STRANGER, tcp(80))).isFalse();
        }
        assertThat(network.lets(STRANGER, part("redis"), tcp(6379))).isFalse();
    }

    @Test
    void othersReachTheApiAndMetricsAndNotTheLink() {
        var network = new Network(Render.golden("default"));
        assertThat(network.lets(STRANGER, part("serve"), tcp(8080))).isTrue();
        assertThat(network.lets(PROMETHEUS, part("serve"), tcp(8081))).isTrue();
        assertThat(network.lets(PROMETHEUS, part("dispatch"), tcp(8081))).isTrue();
        assertThat(network.lets(STRANGER, part("serve"), tcp(8082))).isFalse();
        assertThat(network.lets(STRANGER, part("dispatch"), tcp(8080))).isFalse();
    }

    @Test
    void kedaReachesRedisWhereItCounts() {
        Peer keda = Peer.Pod.of("keda", Map.of("app", "keda-operator"));
        assertThat(new Network(Render.golden("keda-job")).lets(keda, part("redis"), tcp(6379)))
                .isTrue();
        assertThat(new Network(Render.golden("default")).lets(keda, part("redis"), tcp(6379)))
                .isFalse();
    }

    private static Peer part(String part) {
        return new Peer.Pod(
                "botrunner",
                Map.of(
                        "app.kubernetes.io/name",
                        "botrunner",
                        "app.kubernetes.io/instance",
                        "botrunner",
                        "app.kubernetes.io/component",
                        part),
                "10.231.64.2");
    }

    /** Of each bot a pod as launchers make it; and one that somebody forgot to label. */
    private static List<Peer.Pod> bots(String variant) {
        String namespace = variant.equals("pool") ? "bots" : "botrunner-bots";
        return List.of(
                Peer.Pod.of(namespace, Map.of("app.kubernetes.io/name", "bot", "botrunner.dev/bot", "chat")),
                Peer.Pod.of(namespace, Map.of("app.kubernetes.io/name", "bot", "botrunner.dev/bot", "echo")),
                Peer.Pod.of(namespace, Map.of()));
    }
}
