package dev.botrunner.queue.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.SessionId;
import dev.botrunner.session.Ulid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RankedLineTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    @Property(tries = 200)
    void ranksAreThoseOfASortedSet(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int steps) {
        var random = new SplittableRandom(seed);
        var line = new RankedLine();
        var sorted = new TreeSet<Turn>();
        List<Turn> known = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            if (known.isEmpty() || random.nextInt(3) > 0) {
                Turn turn = turn(random);
                known.add(turn);
                sorted.add(turn);
                line.add(turn);
            } else {
                Turn turn = known.remove(random.nextInt(known.size()));
                sorted.remove(turn);
                line.remove(turn);
            }
            assertThat(line.size()).isEqualTo(sorted.size());
            assertThat(line.isEmpty()).isEqualTo(sorted.isEmpty());
            if (!sorted.isEmpty()) {
                assertThat(line.first()).contains(sorted.first());
            }
        }
        for (Turn turn : known) {
            assertThat(line.rank(turn)).isEqualTo(sorted.headSet(turn).size() + 1);
        }
    }

    @Test
    void whatIsNotThereHasNoRankAndNeedNotBeRemoved() {
        var random = new SplittableRandom(1);
        var line = new RankedLine();
        assertThat(line.first()).isEmpty();
        line.add(turn(random));
        Turn other = turn(random);
        assertThat(line.rank(other)).isZero();
        line.remove(other);
        assertThat(line.size()).isEqualTo(1);
    }

    private static Turn turn(SplittableRandom random) {
        var since = BEGINNING.plusMillis(random.nextInt(50));
        return new Turn(random.nextInt(10), since, new SessionId(Ulid.of(since.toEpochMilli(), random)));
    }
}
