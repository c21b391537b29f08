package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.memory.Guest;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.session.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Silence, the wrap-up, and how the bot leaves. */
class PartingTest {

    private static final String IDLE = "Are you still there, Ada?";

    private final Stage stage = Stage.usual();
    private final MemoryPerson ada = comes();

    private MemoryPerson comes() {
        MemoryPerson person = stage.comes("Ada");
        stage.enter();
        return person;
    }

    private long saidTimes(String begin) {
        return stage.said().stream().filter(text -> text.startsWith(begin)).count();
    }

    @Test
    void itSpeaksIntoTheSilenceTwice() {
        stage.pass(Duration.ofMillis(59_999));
        assertThat(saidTimes(IDLE)).isZero();
        stage.pass(Duration.ofMillis(1));
        assertThat(saidTimes(IDLE)).isEqualTo(1);
        stage.pass(Duration.ofMinutes(1));
        assertThat(saidTimes(IDLE)).isEqualTo(2);
        stage.pass(Duration.ofMinutes(5));
        assertThat(saidTimes(IDLE)).isEqualTo(2);
        assertThat(stage.end()).isEmpty();
    }

    @Test
    void whoSpeaksOrTypesEndsTheSilence() {
        stage.pass(Duration.ofSeconds(59));
        ada.typing(true);
        stage.settle();
        stage.pass(Duration.ofSeconds(59));
        assertThat(saidTimes(IDLE)).isZero();
        stage.says(ada, "thinking");
        stage.pass(Duration.ofSeconds(1));
        stage.model.last().text("Take your time.").done();
        stage.settle();
        stage.pass(Duration.ofSeconds(59));
        assertThat(saidTimes(IDLE)).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(saidTimes(IDLE)).isEqualTo(1);
    }

    @Test
    void anotherBotsWordIsNoSilenceEither() {
        var hal = stage.comes(Guest.named("HAL").asBot());
        stage.pass(Duration.ofSeconds(59));
        stage.says(hal, "hum");
        stage.pass(Duration.ofSeconds(59));
        assertThat(saidTimes(IDLE)).isZero();
        stage.pass(Duration.ofSeconds(1));
        assertThat(saidTimes(IDLE)).isEqualTo(1);
    }

    @Test
    void whileItThinksThereIsNoSilence() {
        stage.pass(Duration.ofSeconds(50));
        stage.says(ada, "hm");
        stage.pass(Duration.ofSeconds(19));
        stage.model.last().text("Well,");
        stage.settle();
        for (int i = 0; i < 8; i++) {
            stage.pass(Duration.ofSeconds(9));
            stage.model.last().text(" well,");
            stage.settle();
        }
        assertThat(saidTimes(IDLE)).isZero();
        stage.model.last().done();
        stage.settle();
        stage.pass(Duration.ofMinutes(2));
        assertThat(saidTimes(IDLE)).isEqualTo(2);
    }

    @Test
    void whenNobodySaysAnythingForTenMinutesItLeaves() {
        stage.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(stage.end()).isEmpty();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.reason()).isEqualTo("idle");
        assertThat(stage.said()).last().isEqualTo("Good-bye!");
        assertThat(stage.room.participants()).hasSize(1);
    }

    @Test
    void silenceIsConfigured() {
        var config =
                Json.obj().put("idle_prompts", 0).put("idle_limit_seconds", 0).build();
        Stage still = Stage.of(Casting.USUAL.config(config));
        still.comes("Ada");
        still.enter();
        still.pass(Duration.ofMinutes(55));
        assertThat(still.said()).hasSize(1);
        assertThat(still.end()).isEmpty();
    }

    @Test
    void itSaysThatTimeIsRunningOutOnceHoweverManyComeLater() {
        stage.pass(Duration.ofMinutes(4));
        for (int i = 0; i < 11; i++) {
            stage.pass(Duration.ofMinutes(5));
            stage.says(ada, "still here");
            stage.model.last().text("Good.").done();
            stage.settle();
            if (i == 5) {
                stage.comes("Grace");
            }
        }
        assertThat(saidTimes("We are almost out of time")).isEqualTo(1);
        assertThat(stage.said()).anySatisfy(text -> assertThat(text).contains("a minute left"));
        stage.ordered("max_duration");
        assertThat(saidTimes("We are almost out of time")).isEqualTo(1);
        assertThat(stage.reason()).isEqualTo("max_duration");
        assertThat(stage.said()).last().isEqualTo("Good-bye!");
    }

    @Test
    void aMaximumThatComesEarlyIsStillSaidFirst() {
        stage.ordered("max_duration");
        assertThat(saidTimes("We are almost out of time")).isEqualTo(1);
        assertThat(stage.said()).last().isEqualTo("Good-bye!");
        assertThat(stage.reason()).isEqualTo("max_duration");
        stage.ordered("max_duration");
        stage.pass(Duration.ofHours(1));
        assertThat(stage.said()).hasSize(3);
    }

    @Test
    void aWrapUpThatWaitsForAStalledModelIsSaidWhenTimeIsUp() {
        for (int i = 0; i < 11; i++) {
            stage.says(ada, "still here");
            stage.model.last().text("Good.").done();
            stage.pass(Duration.ofMinutes(5));
        }
        stage.pass(Duration.ofMinutes(4).minusSeconds(1));
        stage.says(ada, "and now?");
        stage.pass(Duration.ofSeconds(19));
        assertThat(saidTimes("We are almost out of time")).isZero();
        stage.ordered("max_duration");
        assertThat(saidTimes("We are almost out of time")).isEqualTo(1);
        assertThat(stage.said()).last().isEqualTo("Good-bye!");
    }

    @Test
    void whenItIsToldToLeaveItStopsItsAnswerAndSaysGoodBye() {
        stage.says(ada, "go on");
        stage.model.last().text("Once upon");
        stage.settle();
        stage.ordered("requested");
        assertThat(stage.model.last().cancelled).isTrue();
        assertThat(stage.said()).endsWith("Once upon", "Good-bye!");
        assertThat(stage.reason()).isEqualTo("said_goodbye");
        assertThat(ada.heard()).last().asString().contains("Left");
    }

    @Test
    void whoIsToldToLeaveAtOnceSaysNothing() {
        stage.orderedAtOnce("superseded");
        assertThat(stage.end()).isPresent();
        assertThat(stage.said()).hasSize(1);
        assertThat(stage.room.participants()).hasSize(1);
    }

    @Test
    void toAnEmptyRoomNothingIsSaid() {
        stage.leaves(ada);
        stage.ordered("requested");
        assertThat(stage.said()).hasSize(1);
        assertThat(stage.reason()).isEqualTo("said_goodbye");
    }

    @Test
    void withoutTheFeaturesItLeavesWithoutWords() {
        Stage mute = Stage.of(Casting.USUAL.features("typing"));
        mute.comes("Ada");
        mute.enter();
        mute.pass(Duration.ofMinutes(5));
        mute.ordered("max_duration");
        assertThat(mute.said()).isEmpty();
        assertThat(mute.reason()).isEqualTo("max_duration");
    }
}
