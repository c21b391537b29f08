package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void playsEachSessionToItsEnd() {
        assertThat(Rehearsal.play()).isEqualTo(Rehearsal.SESSIONS);
    }
}
