package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.loop.Telling.Word;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TellingTest {

    private static final String FORBIDDEN = "pods may not be deleted";

    private long nanos;
    private final Telling telling = new Telling(new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    });

    private void passes(Duration time) {
        nanos += time.toNanos();
    }

    /** A step that fails, and ten seconds of steps that do not. */
    private Word failsOnce(String why) {
        Word word = telling.failed(why);
        passes(Duration.ofSeconds(10));
        return word;
    }

    @Test
    void aRowOfFailuresIsToldOnceAndItsEndToo() {
        assertThat(telling.failed("away")).isEqualTo(Word.NEWS);
        assertThat(telling.failed("away")).isEqualTo(Word.NOTHING);
        assertThat(telling.failed("away still")).isEqualTo(Word.NOTHING);
        assertThat(telling.well()).isEqualTo(Word.WELL);
        assertThat(telling.well()).isEqualTo(Word.NOTHING);
    }

    @Test
    void aFailureThatComesEveryTenSecondsIsToldTwiceUntilItIsAnother() {
        assertThat(failsOnce(FORBIDDEN)).isEqualTo(Word.NEWS);
        assertThat(telling.well()).isEqualTo(Word.WELL);
        assertThat(failsOnce(FORBIDDEN)).isEqualTo(Word.NOW_AND_THEN);
        for (int i = 0; i < 100; i++) {
            assertThat(telling.well()).isEqualTo(Word.NOTHING);
            assertThat(failsOnce(FORBIDDEN)).isEqualTo(Word.NOTHING);
        }
        assertThat(telling.well()).isEqualTo(Word.NOTHING);
        assertThat(failsOnce("pods may not be listed")).isEqualTo(Word.NEWS);
        assertThat(telling.well()).isEqualTo(Word.WELL);
    }

    @Test
    void thatItHasCeasedIsToldOnceItHasSettled() {
        failsOnce(FORBIDDEN);
        telling.well();
        failsOnce(FORBIDDEN);
        telling.well();
        passes(Telling.SETTLED);
        assertThat(telling.well()).isEqualTo(Word.WELL);
        assertThat(telling.well()).isEqualTo(Word.NOTHING);
        assertThat(telling.failed(FORBIDDEN)).isEqualTo(Word.NEWS);
    }
}
