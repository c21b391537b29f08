package dev.botrunner.runner.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.loop.Loop.Did;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmPoolTest {

    private static final JavaCommand DIES_AT_ONCE = new JavaCommand(
            URI.create("http://127.0.0.1:1"), Optional.empty(), Optional.empty(), List.of("--no-such-option"));

    private final WarmPool pool = new WarmPool(this::dying, "ready", 1, Duration.ZERO, Ticker.system());

    @TempDir
    Path folder;

    private JavaChild dying() {
        return JavaChild.start(DIES_AT_ONCE, true, folder.resolve("child"));
    }

    /** Else one after the other would be started as fast as they die, for ever. */
    @Test
    void aChildThatDiesBeforeItIsWarmIsAFailureOfTheLoop() throws InterruptedException {
        assertThatThrownBy(pool::step).isInstanceOf(DependencyException.class);
        assertThat(pool.waiting()).isZero();
        pool.close();
        assertThat(pool.step()).isEqualTo(Did.FINISHED);
    }
}
