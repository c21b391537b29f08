package dev.botrunner.control.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginTriesTest {

    private final ManualTicker ticker = new ManualTicker();
    private final LoginTries tries = new LoginTries(ticker);

    @Test
    void triesAtOnceAreNoMoreThanFive() {
        for (int i = 0; i < 5; i++) {
            assertThat(tries.begin("10.0.0.1")).isEmpty();
        }
        assertThat(tries.begin("10.0.0.1")).contains(Duration.ofMinutes(1));
        assertThat(tries.begin("10.0.0.2")).isEmpty();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(tries.begin("10.0.0.1")).isEmpty();
    }

    @Test
    void whatSucceedsDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            assertThat(tries.begin("10.0.0.1")).isEmpty();
            tries.succeeded("10.0.0.1");
        }
    }
}
