package dev.botrunner.e2e.chart;

import java.util.Map;

/** One end of a connection, as NetworkPolicies tell them apart. */
sealed interface Peer {

    String address();

    /** A pod of the cluster: known by its namespace and labels, and it has an address, too. */
    record Pod(String namespace, Map<String, String> labels, String address) implements Peer {

        public Pod {
            labels = Map.copyOf(labels);
        }

        static Pod of(String namespace, Map<String, String> labels) {
            return new Pod(namespace, labels, "10.231.64.9");
        }

        /** The label that every namespace has. */
        Map<String, String> namespaceLabels() {
            return Map.of("kubernetes.io/metadata.name", namespace);
        }
    }

    /** Whatever is no pod. */
    record Elsewhere(String address) implements Peer {}
}
