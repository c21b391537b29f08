package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.bot.chat.model.ModelFault.Kind;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.room.memory.Spoken;
import dev.botrunner.session.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people hear, and what events say, when the model does not answer as it should. */
class FaultsTest {

    private final Stage stage = Stage.usual();
    private final MemoryPerson ada = comes();

    private MemoryPerson comes() {
        MemoryPerson person = stage.comes("Ada");
        stage.enter();
        stage.says(person, "hello");
        return person;
    }

    private String error() {
        return stage.events("bot.error").getLast().textAt("code").orElse("");
    }

    private String lastSaid() {
        return stage.said().getLast();
    }

    @Test
    void whatMayPassIsTriedAgainAfterAPause() {
        stage.model.last().fails(Kind.UNAVAILABLE);
        stage.settle();
        stage.pass(Duration.ofMillis(249));
        assertThat(stage.model.asked()).isEqualTo(1);
        assertThat(stage.isTyping()).isTrue();
        stage.pass(Duration.ofMillis(251));
        assertThat(stage.model.asked()).isEqualTo(2);
        stage.model.last().text("Hello.").done();
        stage.settle();
        assertThat(lastSaid()).isEqualTo("Hello.");
        assertThat(stage.events("bot.error")).isEmpty();
        assertThat(stage.events("bot.metrics").getFirst().integerAt("tries")).hasValue(2);
    }

    @Test
    void afterThreeTriesItApologizesAndGoesOn() {
        for (int i = 1; i <= 3; i++) {
            assertThat(stage.model.asked()).isEqualTo(i);
            stage.model.last().fails(Kind.UNAVAILABLE);
            stage.settle();
            stage.pass(Duration.ofSeconds(2));
        }
        assertThat(stage.model.asked()).isEqualTo(3);
        assertThat(lastSaid()).startsWith("Sorry, I could not think of an answer");
        assertThat(error()).isEqualTo("model_unavailable");
        assertThat(stage.isTyping()).isFalse();
        stage.says(ada, "again");
        stage.model.last().text("Now I can.").done();
        stage.settle();
        assertThat(lastSaid()).isEqualTo("Now I can.");
    }

    @Test
    void aModelThatAsksForAPauseGetsIt() {
        stage.model.last().fails(Kind.BUSY, Duration.ofSeconds(4));
        stage.settle();
        stage.pass(Duration.ofMillis(3_999));
        assertThat(stage.model.asked()).isEqualTo(1);
        stage.pass(Duration.ofMillis(300));
        assertThat(stage.model.asked()).isEqualTo(2);
    }

    @Test
    void aPauseThatIsTooLongIsNotWaitedFor() {
        stage.model.last().fails(Kind.BUSY, Duration.ofSeconds(11));
        stage.settle();
        assertThat(lastSaid()).startsWith("I am asked a lot just now");
        assertThat(error()).isEqualTo("model_busy");
    }

    @Test
    void aModelThatDoesNotBeginIsAskedAgain() {
        stage.pass(Duration.ofMillis(19_999));
        assertThat(stage.model.last().cancelled).isFalse();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.model.last().cancelled).isTrue();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.model.asked()).isEqualTo(2);
        stage.pass(Duration.ofMinutes(1));
        assertThat(stage.model.asked()).isEqualTo(3);
        assertThat(error()).isEqualTo("model_stalled");
    }

    @Test
    void aModelThatReasonsIsWaitedForAsLongAsItDoes() {
        for (int i = 0; i < 5; i++) {
            stage.pass(Duration.ofSeconds(19));
            stage.model.last().reasons();
            stage.settle();
        }
        assertThat(stage.model.last().cancelled).isFalse();
        stage.pass(Duration.ofSeconds(20));
        assertThat(stage.model.last().cancelled).isTrue();
    }

    @Test
    void anAnswerIsWholeThoughItsStreamStaysOpen() {
        stage.model.last().text("That is all.").finishing();
        stage.settle();
        stage.pass(Duration.ofMillis(999));
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.OPEN);
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.DONE);
        assertThat(stage.model.last().cancelled).isTrue();
        assertThat(stage.said()).endsWith("That is all.");
        assertThat(stage.events("bot.error")).isEmpty();
    }

    @Test
    void aStreamThatBreaksBehindItsAnswerHarmsNothing() {
        stage.model.last().text("That is all.").finishing();
        stage.model.last().fails(Kind.CUT);
        stage.settle();
        assertThat(stage.said()).endsWith("That is all.");
        assertThat(stage.events("bot.error")).isEmpty();
    }

    @Test
    void aModelThatStopsInTheMiddleIsCutAndWhatItSaidStays() {
        stage.model.last().text("Let me");
        stage.settle();
        stage.pass(Duration.ofSeconds(9));
        stage.model.last().text(" think");
        stage.settle();
        stage.pass(Duration.ofSeconds(9));
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.OPEN);
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.said()).endsWith("Let me think", "Sorry, I lost my thread there. Could you say that again?");
        assertThat(error()).isEqualTo("model_stalled");
        assertThat(stage.events("bot.turn.bot"))
                .anySatisfy(
                        data -> assertThat(data.text()).isEqualTo("{\"text\":\"Let me think\",\"interrupted\":true}"));
        stage.says(ada, "go on");
        assertThat(stage.model.last().messages()).contains("assistant: Let me think");
    }

    @Test
    void aStreamThatBreaksOffIsToldLikewise() {
        stage.model.last().text("Half");
        stage.settle();
        stage.model.last().fails(Kind.CUT);
        stage.settle();
        assertThat(stage.said()).endsWith("Half", "Sorry, I lost my thread there. Could you say that again?");
        assertThat(error()).isEqualTo("model_cut");
        assertThat(stage.model.asked()).isEqualTo(1);
    }

    @Test
    void aStreamThatBreaksOffBeforeItSaidAnythingIsTriedAgain() {
        stage.model.last().fails(Kind.CUT);
        stage.settle();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.model.asked()).isEqualTo(2);
    }

    @Test
    void aWrongKeyIsToldOnceAndTheModelIsNotAskedAnyMore() {
        stage.model.last().fails(Kind.KEY_REFUSED);
        stage.settle();
        assertThat(lastSaid()).startsWith("I have no access to my language model");
        assertThat(error()).isEqualTo("model_key_refused");
        stage.says(ada, "and now?");
        stage.says(ada, "now?");
        assertThat(stage.model.asked()).isEqualTo(1);
        assertThat(stage.said())
                .filteredOn(text -> text.startsWith("I have no access"))
                .hasSize(1);
        assertThat(stage.said())
                .filteredOn(text -> text.startsWith("I hear you, Ada"))
                .hasSize(2);
        assertThat(stage.events("bot.error")).hasSize(1);
    }

    @Test
    void aQuestionThatTheModelRefusesIsNotAskedAgain() {
        stage.model.last().fails(Kind.REFUSED);
        stage.settle();
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.model.asked()).isEqualTo(1);
        assertThat(error()).isEqualTo("model_refused");
    }

    @Test
    void anEmptyAnswerIsNone() {
        stage.model.last().done();
        stage.settle();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.model.asked()).isEqualTo(2);
    }

    @Test
    void itIsPatientAsItIsTold() {
        var config = Json.obj()
                .put("first_token_seconds", 2)
                .put("next_token_seconds", 1)
                .put("model_tries", 1)
                .build();
        Stage hasty = Stage.of(Casting.USUAL.config(config));
        var grace = hasty.comes("Grace");
        hasty.enter();
        hasty.says(grace, "hello");
        hasty.pass(Duration.ofSeconds(2));
        assertThat(hasty.said()).last().asString().startsWith("Sorry");
        hasty.says(grace, "again");
        hasty.model.last().text("Well");
        hasty.settle();
        hasty.pass(Duration.ofSeconds(1));
        assertThat(hasty.said()).last().asString().startsWith("Sorry, I lost my thread");
    }

    @Test
    void whoSpeaksDuringAPauseIsAnsweredAtOnce() {
        stage.model.last().fails(Kind.UNAVAILABLE);
        stage.settle();
        stage.says(ada, "hello?");
        assertThat(stage.model.asked()).isEqualTo(2);
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.model.asked()).isEqualTo(2);
    }
}
