package dev.botrunner.e2e.chart;

import dev.botrunner.session.Json;
import java.util.List;
import java.util.OptionalLong;

/**
 * Answers whether a connection would be let through, by the rules that clusters enforce: both ends have a say; a pod that
 * no policy of a direction selects is open in it; one that some select is open to what any of them lists, and nothing
 * else. Ports are numbers here, as in the chart.
 */
final class Network {

    /** What is asked for at the far end. */
    record Port(String protocol, int number) {

        static Port tcp(int number) {
            return new Port("TCP", number);
        }

        static Port udp(int number) {
            return new Port("UDP", number);
        }
    }

    private enum Direction {
        INGRESS("Ingress", "ingress", "from"),
        EGRESS("Egress", "egress", "to");

        final String type;
        final String rules;
        final String peers;

        Direction(String type, String rules, String peers) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
        }
    }

    private final List<Json.Obj> policies;

    Network(Render render) {
        this.policies = render.all("NetworkPolicy");
    }

    boolean lets(Peer from, Peer to, Port port) {
        return isOpen(from, Direction.EGRESS, to, port) && isOpen(to, Direction.INGRESS, from, port);
    }

    /** Policies are about pods. */
    private boolean isOpen(Peer end, Direction direction, Peer other, Port port) {
        return switch (end) {
            case Peer.Elsewhere _ -> true;
            case Peer.Pod pod -> isOpen(pod, direction, other, port);
        };
    }

    private boolean isOpen(Peer.Pod pod, Direction direction, Peer other, Port port) {
        List<Json.Obj> selecting = policies.stream()
                .filter(policy -> Render.namespace(policy).equals(pod.namespace()))
                .map(policy -> Render.at(policy, "spec"))
                .filter(spec -> has(spec, direction))
                .filter(spec -> new Selector(Render.at(spec, "podSelector")).selects(pod.labels()))
                .toList();
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(spec -> Render.objects(spec, direction.rules).stream())
                        .anyMatch(rule -> names(rule, direction, pod.namespace(), other) && opens(rule, port));
    }

    private static boolean has(Json.Obj spec, Direction direction) {
        return spec.itemsAt("policyTypes").orElseThrow().contains(Json.str(direction.type));
    }

    /** Without any peer a rule means all. */
    private static boolean names(Json.Obj rule, Direction direction, String home, Peer other) {
        List<Json.Obj> peers = Render.objects(rule, direction.peers);
        return peers.isEmpty() || peers.stream().anyMatch(peer -> is(peer, home, other));
    }

    private static boolean is(Json.Obj peer, String home, Peer other) {
        if (peer.objAt("ipBlock").isPresent()) {
            return isWithin(Render.at(peer, "ipBlock"), other.address());
        }
        return switch (other) {
            case Peer.Elsewhere _ -> false;
            case Peer.Pod pod ->
                peer.objAt("namespaceSelector")
                                .map(selector -> new Selector(selector).selects(pod.namespaceLabels()))
                                .orElse(pod.namespace().equals(home))
                        && peer.objAt("podSelector")
                                .map(selector -> new Selector(selector).selects(pod.labels()))
                                .orElse(true);
        };
    }

    private static boolean isWithin(Json.Obj block, String address) {
        Cidr asked = Cidr.address(address);
        return Cidr.parse(block.textAt("cidr").orElseThrow()).contains(asked)
                && block.itemsAt("except").orElse(List.of()).stream()
                        .noneMatch(range -> range instanceof Json.Str(String text)
                                && Cidr.parse(text).contains(asked));
    }

    /** Without any port a rule means all. */
    private static boolean opens(Json.Obj rule, Port port) {
        List<Json.Obj> ports = Render.objects(rule, "ports");
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(open -> open.textAt("protocol").orElse("TCP").equals(port.protocol())
                                && isNumber(open, port.number()));
    }

    private static boolean isNumber(Json.Obj open, int number) {
        OptionalLong first = open.integerAt("port");
        OptionalLong last = open.integerAt("endPort");
        return first.isEmpty() || (number >= first.getAsLong() && number <= last.orElse(first.getAsLong()));
    }
}
