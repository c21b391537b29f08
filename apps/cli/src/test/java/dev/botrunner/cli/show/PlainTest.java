package dev.botrunner.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void whatSteersATerminalIsShownAsText() {
        assertThat(Plain.text("a\u001b[31mb\u0007\u009bc\u202ed\ne"))
                .isEqualTo("a\\u001b[31mb\\u0007\\u009bc\\u202ed\\u000ae");
        assertThat(Plain.text("Grüße, 世界 😀")).isEqualTo("Grüße, 世界 😀");
    }

    @Test
    void cuttingKeepsPairsTogether() {
        assertThat(Plain.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Plain.cut("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Plain.cut("abc", 3)).isEqualTo("abc");
    }

    @Test
    void agesAreSaidAsPeopleSayThem() {
        assertThat(Ages.text(Duration.ofMillis(250))).isEqualTo("250ms");
        assertThat(Ages.text(Duration.ofMillis(3140))).isEqualTo("3.1s");
        assertThat(Ages.text(Duration.ofSeconds(42))).isEqualTo("42s");
        assertThat(Ages.text(Duration.ofSeconds(192))).isEqualTo("3m12s");
        assertThat(Ages.text(Duration.ofMinutes(125))).isEqualTo("2h05m");
        assertThat(Ages.text(Duration.ofHours(76))).isEqualTo("3d04h");
        assertThat(Ages.text(Duration.ofSeconds(-42))).isEqualTo("-42s");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(Ink.of(true, Map.of())).isEqualTo(Ink.COLOURED);
        assertThat(Ink.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ink.PLAIN);
        assertThat(Ink.of(true, Map.of("TERM", "dumb"))).isEqualTo(Ink.PLAIN);
        assertThat(Ink.of(false, Map.of())).isEqualTo(Ink.PLAIN);
        assertThat(Ink.COLOURED.paint(Ink.Colour.BAD, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    }
}
