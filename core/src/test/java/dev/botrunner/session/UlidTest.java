package dev.botrunner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UlidTest {
    private static final RandomGenerator ONES = () -> -1L;
    private final RandomGenerator random = new SplittableRandom(7);

    @Test
    void writesTimeAndRandomBits() {
        assertThat(Ulid.of(1_469_918_176_385L, ONES)).isEqualTo("01aryz6s41" + "z".repeat(16));
        assertThat(Ulid.of(0, () -> 0L)).isEqualTo("0".repeat(26));
        assertThat(Ulid.of((1L << 48) - 1, ONES)).isEqualTo("7" + "z".repeat(25));
    }

    @Test
    void sortsByTimeAndTellsIt() {
        String earlier = Ulid.of(1_700_000_000_000L, random);
        String later = Ulid.of(1_700_000_000_001L, random);

        assertThat(earlier).isLessThan(later);
        assertThat(Ulid.time(later)).isEqualTo(Instant.ofEpochMilli(1_700_000_000_001L));
    }

    @Test
    void manyOfOneMillisecondAreValidAndDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String ulid = Ulid.of(1_700_000_000_000L, random);
            assertThat(Ulid.isValid(ulid)).isTrue();
            seen.add(ulid);
        }

        assertThat(seen).hasSize(10_000);
    }

    @Test
    void refusesTimesOutsideOf48Bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ulid.of(-1, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Ulid.of(1L << 48, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Ulid.time("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01aryz6s41zzzzzzzzzzzzzzz",
                "01aryz6s41zzzzzzzzzzzzzzzzz",
                "01ARYZ6S41ZZZZZZZZZZZZZZZZ",
                "8zzzzzzzzzzzzzzzzzzzzzzzzz",
                "01aryz6s41zzzzzzzzzzzzzzzi",
                "01aryz6s41zzzzzzzzzzzzzzzl",
                "01aryz6s41zzzzzzzzzzzzzzzo",
                "01aryz6s41zzzzzzzzzzzzzzzu",
                "01aryz6s41zzzzzzzzzzzzzzé0",
                "../../../../../../etc/pass",
                "01aryz6s41zzzzzzzzzzzzzzz\u0000",
                "-1aryz6ez1zzzzzzzzzzzzzzzz"
            })
    void knowsWhatIsNone(String text) {
        assertThat(Ulid.isValid(text)).isFalse();
    }
}
