package dev.botrunner.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=0|0",
                "wait=10|10",
                "WAIT = 10|10",
                "wait=\"7\"|7",
                "respond-async, wait=5|5",
                "wait=5;x=1, wait=9|5",
                "a=\"b, wait=3\", wait=4|4",
                "wait=60|60",
                "wait=61|60",
                "wait=99999999999999999999|60",
                "wait, wait=2|2"
            })
    void aWaitIsSeconds(String header, long seconds) {
        assertThat(Preference.waiting(List.of(header))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=10s",
                "waits=10",
                "wait=\"",
                "return=minimal",
                ",",
                "=3"
            })
    void whatIsMalformedIsNotSaid(String header) {
        assertThat(Preference.waiting(List.of(header))).isEmpty();
    }

    @Test
    void theFirstOfSeveralHeadersStands() {
        assertThat(Preference.waiting(List.of("respond-async", "wait=3", "wait=4")))
                .contains(Duration.ofSeconds(3));
        assertThat(Preference.waiting(List.of())).isEmpty();
    }
}
