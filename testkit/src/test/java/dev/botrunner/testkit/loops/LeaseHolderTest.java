package dev.botrunner.testkit.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.botrunner.queue.DutyName;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.session.DependencyException;
import dev.botrunner.testkit.faults.ScriptedFaults;
import dev.botrunner.testkit.faults.ScriptedFaults.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ScriptedFaults faults = new ScriptedFaults();
    private final OneServer server = new OneServer(faults);
    private final LeaseHolder mine = server.lease(DutyName.OUTBOX);
    private final LeaseHolder other = server.lease(DutyName.OUTBOX);

    @Test
    void oneHoldsItForAsLongAsItIsAsked() {
        for (int i = 0; i < 20; i++) {
            assertThat(mine.holds()).isTrue();
            assertThat(other.holds()).isFalse();
            server.ticker.advance(SECOND);
        }
        assertThat(mine.term()).isEqualTo(1);
    }

    @Test
    void whoWasAwayTooLongLosesIt() {
        assertThat(mine.holds()).isTrue();
        server.ticker.advance(Duration.ofSeconds(6));

        assertThat(other.holds()).isTrue();
        assertThat(mine.holds()).isFalse();
    }

    @Test
    void acquiredAnewItIsAnotherTerm() {
        assertThat(mine.holds()).isTrue();
        server.ticker.advance(Duration.ofSeconds(6));

        assertThat(mine.holds()).isTrue();
        assertThat(mine.term()).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsIsPassedOnAndTriedAgain() {
        assertThat(mine.holds()).isTrue();
        server.ticker.advance(SECOND);
        faults.next("lease.renew", Fault.REFUSED);

        assertThatExceptionOfType(DependencyException.class).isThrownBy(mine::holds);

        assertThat(mine.holds()).isTrue();
        assertThat(mine.sinceRenewal()).isZero();
        assertThat(mine.term()).isEqualTo(1);
    }

    @Test
    void aStoreThatForgotHasForgottenTheLease() {
        assertThat(mine.holds()).isTrue();
        server.memory.forget();

        assertThat(other.holds()).isTrue();
        server.ticker.advance(SECOND);
        assertThat(mine.holds()).isFalse();
    }

    @Test
    void releasedItIsTheNextOnes() {
        assertThat(mine.holds()).isTrue();

        mine.release();

        assertThat(other.holds()).isTrue();
    }
}
