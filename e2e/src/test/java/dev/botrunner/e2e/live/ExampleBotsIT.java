package dev.botrunner.e2e.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.e2e.stand.LiveSession;
import dev.botrunner.e2e.stand.LogsOnFailure;
import dev.botrunner.e2e.stand.Stand;
import dev.botrunner.e2e.stand.StandPlan;
import dev.botrunner.e2e.stand.Told;
import dev.botrunner.e2e.stand.Topology;
import dev.botrunner.session.Json;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bots of {@code examples}, as they are. */
@ExtendWith(LogsOnFailure.class)
class ExampleBotsIT {

    @ParameterizedTest
    @CsvSource({
        "DEV, python, Ada heard: hello",
        "PLAIN, python, Ada heard: hello",
        "DEV, shell, message 1",
        "PLAIN, shell, message 1"
    })
    void anExampleJoinsAnswersAndLeaves(Topology topology, String bot, String answer) {
        try (Stand stand = Stand.start(StandPlan.of(topology).example(bot + "-bot"))) {
            Json.Obj persona = Json.obj().put("name", "Ada").build();
            LiveSession session = stand.join(bot, "example", body -> body.put("personality", persona))
                    .joined();
            session.stream().await("bot.participant.joined");
            session.say("chat", Json.obj().put("text", "hello").build());
            Told said = session.stream().await("bot.turn.bot");
            assertThat(said.data().textAt("text")).contains(answer);
            session.stop();
            assertThat(session.awaitEnd().word()).isEqualTo("stopped/requested");
            stand.awaitNoRunners();
        }
    }
}
