package dev.botrunner.run;

import java.time.Duration;
import java.util.Optional;

/** Tells a bot to leave. The first order stands. */
public interface EndSignal {

    Optional<EndOrder> order();

    /** Waits until the order comes, at most so long. */
    Optional<EndOrder> await(Duration atMost) throws InterruptedException;
}
