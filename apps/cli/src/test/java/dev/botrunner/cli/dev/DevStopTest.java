package dev.botrunner.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DevStopTest {

    private final AtomicInteger insisted = new AtomicInteger();
    private final DevStop stop = new DevStop(insisted::incrementAndGet);

    @Test
    void theFirstSignalAsksAndEachLaterOneInsists() throws InterruptedException {
        stop.signal("INT");
        stop.awaitAsked();
        assertThat(insisted).hasValue(0);
        stop.signal("TERM");
        stop.signal("INT");
        assertThat(insisted).hasValue(2);
    }

    @Test
    void theExitCodeTellsTheFirstSignal() {
        stop.signal("TERM");
        stop.signal("INT");
        assertThat(stop.exitCode()).isEqualTo(143);
        var other = new DevStop(() -> {});
        other.signal("INT");
        assertThat(other.exitCode()).isEqualTo(130);
    }
}
