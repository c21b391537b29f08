package dev.botrunner.e2e.topology;

import dev.botrunner.testkit.process.Patience;
import java.time.Duration;

/** How long it lasts that something stands still or is away. */
final class Still {

    private Still() {}

    /** For as long as {@code -Dtopology.still=SECONDS} says, by default not at all: what had to happen has been awaited. */
    static void hold() {
        hold(Duration.ZERO);
    }

    /** For as long as {@code -Dtopology.still=SECONDS} says, by default for this. */
    static void hold(Duration unlessSaid) {
        Patience.pause(Long.getLong("topology.still", unlessSaid.toSeconds()) * 1000);
    }
}
