package dev.botrunner.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.session.Json;
import dev.botrunner.session.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T21:01:00Z");

    @Test
    void anEndIsToldInWordsWithWhatToDo() {
        assertThat(explained("""
                {"session_id": "01k", "state": "ended", "bot": "support", "room_url": "https://rooms.example/a",
                 "created_at": "2026-11-23T21:00:00.000Z", "labels": {"team": "a"}, "timeline": [],
                 "end": {"outcome": "failed", "reason": "bot_crashed", "stage": "running", "blame": "bot", "attempt": 3,
                         "exit_code": 139, "detail": "first line\\nsecond\\u0007", "at": "2026-11-23T21:00:40.000Z"}}"""))
                .contains(
                        "01k  ended  support",
                        "asked:   2026-11-23T21:00:00.000Z, 1m00s ago",
                        "labels:  team=a",
                        "ended:   failed, bot_crashed, while running, attempt 3; blame: bot",
                        "meaning: The bot's program failed or was killed by a signal.",
                        "exit:    139, signal 11",
                        "detail:  first line",
                        "detail:  second\\u0007")
                .anySatisfy(line -> assertThat(line).startsWith("to do:   Read the runner's log"));
    }

    @Test
    void whatWaitsIsToldWhatItWaitsFor() {
        assertThat(explained("""
                {"session_id": "01k", "state": "queued", "bot": "echo", "room_url": "https://rooms.example/a",
                 "created_at": "2026-11-23T21:00:50.000Z", "start_deadline": "2026-11-23T21:01:50.000Z",
                 "queue": {"position": 2, "eta_seconds": null}, "labels": {}, "end": null,
                 "timeline": [{"phase": "accepted", "attempt": 0, "at": "2026-11-23T21:00:50.000Z"}]}"""))
                .contains(
                        "now:     waits, number 2 in its line. A worker or launcher has to take it; 50s are left of its"
                                + " start deadline.")
                .noneSatisfy(line -> assertThat(line).startsWith("labels"));
    }

    @Test
    void aSessionThatWasTakenBackIsSaidToBe() {
        assertThat(explained("""
                {"session_id": "01k", "state": "joined", "bot": "echo", "room_url": "https://rooms.example/a",
                 "created_at": "2026-11-23T21:00:50.000Z", "labels": {}, "end": null,
                 "timeline": [{"phase": "readopted", "attempt": 1, "at": "2026-11-23T21:00:50.000Z"},
                              {"phase": "joined", "attempt": 1, "at": "2026-11-23T21:00:50.000Z"}]}"""))
                .contains("Its runner brought it back to a store that had forgotten it: what came before is not known.")
                .anySatisfy(line -> assertThat(line).startsWith("readopted"));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyEndThatWasNotWantedHasAnAdvice(Reason reason) {
        var end = Json.obj()
                .put("outcome", reason.outcome().word())
                .put("reason", reason.word())
                .build();
        boolean wanted = reason.blame().isEmpty();
        assertThat(EndText.lines(end).stream().anyMatch(line -> line.startsWith("to do:")))
                .isEqualTo(!wanted);
    }

    private static java.util.List<String> explained(String document) {
        return new Explanation(Ink.PLAIN, NOW).of(Json.parse(document).asObj().orElseThrow());
    }
}
