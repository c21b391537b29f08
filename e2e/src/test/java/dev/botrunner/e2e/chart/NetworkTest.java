package dev.botrunner.e2e.chart;

import static dev.botrunner.e2e.chart.Network.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The evaluator itself, by examples of what the documents of Kubernetes say. */
class NetworkTest {

    private static final Peer A = Peer.Pod.of("x", Map.of("app", "a"));
    private static final Peer B = Peer.Pod.of("x", Map.of("app", "b"));
    private static final Peer FAR = Peer.Pod.of("y", Map.of("app", "a"));

    @Test
    void withoutAPolicyEverythingIsOpen() {
        var network = network("");
        assertThat(network.lets(A, B, tcp(80))).isTrue();
        assertThat(network.lets(A, new Peer.Elsewhere("203.0.113.1"), tcp(80))).isTrue();
    }

    @Test
    void aPolicyWithoutRulesClosesItsDirectionAndNoOther() {
        var network = network("podSelector: {matchLabels: {app: a}}, policyTypes: [Egress]");
        assertThat(network.lets(A, B, tcp(80))).isFalse();
        assertThat(network.lets(B, A, tcp(80))).isTrue();
        assertThat(network.lets(FAR, B, tcp(80))).as("another namespace").isTrue();
    }

    @Test
    void bothEndsHaveASay() {
        var network = network("podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress], ingress:"
                + " [{from: [{podSelector: {matchLabels: {app: c}}}]}]");
        assertThat(network.lets(A, B, tcp(80))).isFalse();
    }

    @Test
    void aRuleWithoutPeersOrPortsMeansAll() {
        var network = network("podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]");
        assertThat(network.lets(A, new Peer.Elsewhere("203.0.113.1"), tcp(80))).isTrue();
        assertThat(network.lets(A, new Peer.Elsewhere("203.0.113.1"), tcp(81))).isFalse();
        var open = network("podSelector: {}, policyTypes: [Egress], egress: [{}]");
        assertThat(open.lets(A, B, tcp(1))).isTrue();
    }

    @Test
    void selectorsOfOnePeerHoldTogetherAndPeersApart() {
        var together = network("podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector:"
                + " {matchLabels: {kubernetes.io/metadata.name: y}}, podSelector: {matchLabels: {app: b}}}]}]");
        assertThat(together.lets(A, FAR, tcp(80))).isFalse();
        var apart = network("podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector:"
                + " {matchLabels: {kubernetes.io/metadata.name: y}}}, {podSelector: {matchLabels: {app: b}}}]}]");
        assertThat(apart.lets(A, FAR, tcp(80))).isTrue();
        assertThat(apart.lets(A, B, tcp(80))).isTrue();
        assertThat(apart.lets(B, A, tcp(80))).isFalse();
    }

    @Test
    void policiesOfOnePodAddUp() {
        var network = network(
                "podSelector: {}, policyTypes: [Egress]",
                "podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr:"
                        + " 203.0.113.0/24, except: [203.0.113.128/25]}}]}]");
        assertThat(network.lets(A, new Peer.Elsewhere("203.0.113.1"), tcp(80))).isTrue();
        assertThat(network.lets(A, new Peer.Elsewhere("203.0.113.200"), tcp(80)))
                .isFalse();
        assertThat(network.lets(B, new Peer.Elsewhere("203.0.113.1"), tcp(80))).isFalse();
    }

    @Test
    void expressionsOfSelectorsHold() {
        var network = network("podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [b]}, {key: gone,"
                + " operator: DoesNotExist}, {key: app, operator: Exists}]}, policyTypes: [Egress]");
        assertThat(network.lets(A, B, tcp(80))).isFalse();
        assertThat(network.lets(B, A, tcp(80))).isTrue();
    }

    private static Network network(String... specs) {
        var manifests = new StringBuilder();
        for (String spec : specs) {
            if (!spec.isEmpty()) {
                manifests
                        .append("---\nkind: NetworkPolicy\nmetadata: {name: p, namespace: x}\nspec: {")
                        .append(spec)
                        .append("}\n");
            }
        }
        return new Network(Render.of("example", manifests.toString()));
    }
}
