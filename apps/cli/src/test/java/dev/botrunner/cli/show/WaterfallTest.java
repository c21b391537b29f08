package dev.botrunner.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.show.Waterfall.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    private static final Instant START = Instant.parse("2026-11-23T21:00:00Z");

    @Test
    void theScaleEndsWhereTheBotJoined() {
        var lines = new Waterfall(Ink.PLAIN)
                .lines(
                        List.of(
                                new Entry("accepted", 0, START),
                                new Entry("queued", 0, START),
                                new Entry("starting", 1, START.plusMillis(1000)),
                                new Entry("running", 1, START.plusMillis(3000)),
                                new Entry("joined", 1, START.plusMillis(4000)),
                                new Entry("ended", 1, START.plusSeconds(3604))),
                        Optional.empty());
        assertThat(lines)
                .containsExactly(
                        "PHASE     TRY   AFTER   TOOK",
                        "accepted    -    +0ms    0ms  ▏",
                        "queued      -    +0ms   1.0s  ██████████",
                        "starting    1   +1.0s   2.0s            ████████████████████",
                        "running     1   +3.0s   1.0s                                ██████████",
                        "joined      1   +4.0s  1h00m                                          ▶",
                        "ended       1  +1h00m                                                 ■");
    }

    @Test
    void whatStillLastsIsDrawnUntilNow() {
        var lines = new Waterfall(Ink.PLAIN)
                .lines(
                        List.of(new Entry("queued", 0, START), new Entry("starting", 1, START.plusSeconds(1))),
                        Optional.of(START.plusSeconds(2)));
        assertThat(lines)
                .containsExactly(
                        "PHASE     TRY  AFTER  TOOK",
                        "queued      -   +0ms  1.0s  ████████████████████",
                        "starting    1  +1.0s  1.0s                      ████████████████████");
    }

    @Test
    void aClockThatWentBackDoesNotMatter() {
        var lines = new Waterfall(Ink.PLAIN)
                .lines(
                        List.of(new Entry("queued", 0, START), new Entry("starting", 1, START.minusSeconds(1))),
                        Optional.empty());
        assertThat(lines).hasSize(3);
    }

    @Test
    void nothingIsNothing() {
        assertThat(new Waterfall(Ink.PLAIN).lines(List.of(), Optional.empty())).containsExactly("(no timeline)");
    }
}
