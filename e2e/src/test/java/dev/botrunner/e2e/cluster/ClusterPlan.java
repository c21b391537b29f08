package dev.botrunner.e2e.cluster;

import java.util.List;
import java.util.Optional;

/**
 * How Botrunner runs over the real cluster in a test.
 *
 * @param launcher {@code job} or {@code pod}
 * @param bots profiles in YAML, each of one line below {@code bots:}, with {@code IMAGE} for the image
 * @param server where the API server is found, instead of its own address: a filter before it
 * @param control more flags of the control server
 * @param dies its control server dies where a test says, see {@link ClusterStand#failpoint}
 */
record ClusterPlan(String launcher, List<String> bots, Optional<String> server, List<String> control, boolean dies) {

    private static final List<String> BOTS = List.of(
            "echo: {image: IMAGE, good_bye: 5s, start_deadline: 150s}",
            "stay: {image: IMAGE, good_bye: 5s, start_deadline: 150s}",
            "shy: {image: IMAGE, good_bye: 5s, start_deadline: 150s}",
            "brief: {image: IMAGE, good_bye: 5s, start_deadline: 150s}",
            "crash: {image: IMAGE, good_bye: 5s, start_deadline: 150s, attempts: 2}",
            "wrong: {image: IMAGE, good_bye: 5s, start_deadline: 150s}",
            // Nothing but its pod ever says what became of it.
            "mute: {image: IMAGE, good_bye: 5s, start_deadline: 150s, attempts: 2, pod: {spec: {containers: [{name: bot, "
                    + "command: [/bin/sh, -c, 'exit 7']}]}}}");

    ClusterPlan {
        bots = List.copyOf(bots);
        control = List.copyOf(control);
    }

    static ClusterPlan of(String launcher) {
        return new ClusterPlan(launcher, BOTS, Optional.empty(), List.of(), false);
    }

    /** With these profiles instead. */
    ClusterPlan bots(String... lines) {
        return new ClusterPlan(launcher, List.of(lines), server, control, dies);
    }

    ClusterPlan server(String url) {
        return new ClusterPlan(launcher, bots, Optional.of(url), control, dies);
    }

    ClusterPlan control(String... flags) {
        return new ClusterPlan(launcher, bots, server, List.of(flags), dies);
    }

    ClusterPlan mortal() {
        return new ClusterPlan(launcher, bots, server, control, true);
    }

    List<String> names() {
        return bots.stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
    }

    String file() {
        var text = new StringBuilder("bots:\n");
        bots.forEach(line -> text.append("  ")
                .append(line.replace("IMAGE", TestImage.loaded()))
                .append('\n'));
        return text.toString();
    }
}
