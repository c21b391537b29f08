package dev.botrunner.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void tellsEveryCheckByItsName() {
        health.add("queue", () -> Health.UP);
        health.add("events", () -> new Health.Status.Down("No broker"));

        assertThat(health.now())
                .containsExactly(entry("events", new Health.Status.Down("No broker")), entry("queue", Health.UP));
        assertThat(health.isUp()).isFalse();
    }

    @Test
    void aCheckThatThrowsIsDown() {
        health.add("queue", () -> {
            throw new IllegalStateException("broken");
        });

        assertThat(health.now()).containsEntry("queue", new Health.Status.Down("IllegalStateException: broken"));
    }

    @Test
    void aClosedCheckIsNotAskedAnyMore() {
        Subscription check = health.add("queue", () -> new Health.Status.Down("gone"));

        check.close();

        assertThat(health.isUp()).isTrue();
    }

    @Test
    void refusesTwoChecksOfOneName() {
        health.add("queue", () -> Health.UP);

        assertThatIllegalStateException().isThrownBy(() -> health.add("queue", () -> Health.UP));
    }
}
