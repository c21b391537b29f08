package dev.botrunner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CircuitsTest {

    private static final BotName ECHO = new BotName("echo");
    private static final Map<BotName, Duration> BOTS = Map.of(ECHO, Duration.ZERO);
    private static final SessionId FIRST = new SessionId("01kdvdna03wkdg33zdh9xr3ac9");
    private static final SessionId SECOND = new SessionId("01kdvdna03wkdg33zdh9xr3aca");
    private static final Failure NO_RIGHTS = new Failure(ErrorCode.FORBIDDEN, "No rights");

    private long nanos;
    private final Circuits circuits = new Circuits(new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    });

    @Test
    void oneThatWasLetThroughAndNotTriedHoldsUpNoOther() {
        circuits.refused(ECHO, FIRST, NO_RIGHTS, new Retry.Never());
        assertThat(circuits.without(BOTS)).isEmpty();
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(circuits.mayTry(ECHO, FIRST)).isTrue();
        assertThat(circuits.mayTry(ECHO, SECOND)).as("one at a time").isFalse();
        circuits.untried(ECHO, SECOND);
        assertThat(circuits.mayTry(ECHO, SECOND)).as("it was not let through").isFalse();
        circuits.untried(ECHO, FIRST);
        assertThat(circuits.without(BOTS)).isEqualTo(BOTS);
        assertThat(circuits.mayTry(ECHO, SECOND)).isTrue();
    }
}
