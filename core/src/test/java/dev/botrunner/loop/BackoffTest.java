package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMillis(1_500);

    private final Backoff backoff = new Backoff(FIRST, MOST, new SplittableRandom(7));

    @Test
    void doublesUpToTheMostWithAJitterOfHalf() {
        for (long millis : new long[] {100, 200, 400, 800, 1_500, 1_500, 1_500}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
        }
    }

    @Test
    void beginsAnewOnceItWentWell() {
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void twoWhoFailTogetherDoNotComeBackTogether() {
        var other = new Backoff(FIRST, MOST, new SplittableRandom(8));

        assertThat(backoff.next()).isNotEqualTo(other.next());
    }

    @Test
    void refusesToShrink() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(FIRST.plus(MOST), MOST, new SplittableRandom(1)));
    }
}
