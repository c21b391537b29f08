package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.memory.Guest;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.room.memory.Spoken;
import dev.botrunner.session.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said, what the model is told of it, and how the bot is interrupted. */
class ConversationTest {

    private final Stage stage = Stage.usual();
    private final MemoryPerson ada = comes("Ada");

    private MemoryPerson comes(String name) {
        MemoryPerson person = stage.comes(name);
        stage.enter();
        return person;
    }

    @Test
    void anAnswerIsSpokenAsItComes() {
        stage.says(ada, "What grows in the shade?");
        assertThat(stage.isTyping()).isTrue();
        stage.ticker.advance(Duration.ofMillis(300));
        stage.model.last().text("Ferns");
        stage.settle();
        assertThat(stage.isTyping()).isFalse();
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.OPEN);
        assertThat(stage.lastSaid().text()).isEqualTo("Ferns");
        stage.model.last().text(" do.");
        stage.ticker.advance(Duration.ofMillis(200));
        stage.model.last().done();
        stage.settle();
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.DONE);
        assertThat(stage.lastSaid().pieces()).containsExactly("Ferns", " do.");
        assertThat(stage.eventTypes())
                .containsExactly(
                        "bot.participant.joined",
                        "bot.turn.bot",
                        "bot.turn.user",
                        "bot.speaking.started",
                        "bot.speaking.stopped",
                        "bot.turn.bot",
                        "bot.metrics");
        assertThat(stage.events("bot.turn.user").getFirst().text())
                .isEqualTo("{\"text\":\"What grows in the shade?\",\"participant_id\":\""
                        + ada.participant().id() + "\"}");
        assertThat(stage.events("bot.turn.bot").getLast().text()).isEqualTo("{\"text\":\"Ferns do.\"}");
        assertThat(stage.events("bot.metrics").getFirst().text())
                .isEqualTo("{\"stage\":\"model\",\"first_token_ms\":300.0,\"total_ms\":500.0,\"tries\":1,"
                        + "\"prompt_tokens\":11,\"completion_tokens\":3}");
    }

    @Test
    void theModelKnowsWhoItIsWhoIsThereAndWhatWasSaid() {
        stage.says(ada, "hello");
        assertThat(stage.model.last().messages())
                .satisfiesExactly(
                        system -> assertThat(system)
                                .startsWith("system: You are Robin, in a text chat room")
                                .contains("Who you are: A gardener.")
                                .endsWith("In the room now: Ada."),
                        greeting -> assertThat(greeting).startsWith("assistant: Hello Ada"),
                        hello -> assertThat(hello).isEqualTo("user: hello"));
        stage.model.last().text("Hi.").done();
        stage.settle();
        MemoryPerson grace = stage.comes("Grace");
        stage.pass(Duration.ofSeconds(1));
        stage.says(grace, "and me?");
        assertThat(stage.model.last().messages())
                .contains("assistant: Hi.", "user: Grace: and me?")
                .first()
                .asString()
                .endsWith("In the room now: Ada and Grace.");
        stage.model.last().text("You, too.").done();
        stage.settle();
        stage.leaves(ada);
        stage.says(grace, "alone now");
        assertThat(stage.model.last().messages()).first().asString().endsWith("In the room now: Grace.");
    }

    @Test
    void whoeverSpeaksMeanwhileInterruptsIt() {
        stage.says(ada, "Tell me everything.");
        var first = stage.model.last();
        first.text("In the beginning");
        stage.settle();
        stage.ticker.advance(Duration.ofMillis(1_500));
        stage.says(ada, "Make it short!");
        assertThat(first.cancelled).isTrue();
        assertThat(stage.lastSaid().state()).isEqualTo(Spoken.State.CUT);
        assertThat(stage.events("bot.interrupted")).singleElement().satisfies(data -> {
            assertThat(data.textAt("by")).contains(ada.participant().id());
            assertThat(data.textAt("spoken")).contains("In the beginning");
            assertThat(data.integerAt("at_ms")).hasValue(1_500);
        });
        assertThat(stage.events("bot.turn.bot").getLast().text())
                .isEqualTo("{\"text\":\"In the beginning\",\"interrupted\":true}");
        first.text(" and never heard").done();
        stage.settle();
        assertThat(stage.model.asked()).isEqualTo(2);
        assertThat(stage.model.last().messages())
                .endsWith("user: Tell me everything.", "assistant: In the beginning", "user: Make it short!")
                .doesNotContain("never heard");
        stage.model.last().text("All is well.").done();
        stage.settle();
        assertThat(stage.said()).endsWith("In the beginning", "All is well.");
    }

    @Test
    void whatIsAddedBeforeItSpeaksIsAnsweredTogether() {
        stage.says(ada, "I have a question.");
        var first = stage.model.last();
        stage.says(ada, "Why?");
        assertThat(first.cancelled).isTrue();
        assertThat(stage.events("bot.interrupted")).isEmpty();
        assertThat(stage.model.last().messages()).endsWith("user: I have a question.", "user: Why?");
        stage.model.last().text("Because.").done();
        stage.settle();
        assertThat(stage.said()).hasSize(2);
    }

    @Test
    void aQuestionStandsLastAlsoWhereItsAskerIsGreetedFirst() {
        MemoryPerson grace = stage.comes("Grace");
        stage.says(grace, "Quick: ferns?");
        assertThat(stage.said()).last().asString().startsWith("Hello Grace");
        assertThat(stage.model.last().messages()).last().isEqualTo("user: Grace: Quick: ferns?");
    }

    @Test
    void withoutTheFeatureItSpeaksToTheEndAndThenAnswers() {
        Stage patient = Stage.of(Casting.USUAL.features("greeting"));
        var grace = patient.comes("Grace");
        patient.enter();
        patient.says(grace, "one");
        patient.model.last().text("First");
        patient.settle();
        patient.says(grace, "two");
        patient.says(grace, "three");
        assertThat(patient.model.asked()).isEqualTo(1);
        patient.model.last().text(" answer.").done();
        patient.settle();
        assertThat(patient.said()).endsWith("First answer.");
        assertThat(patient.model.asked()).isEqualTo(2);
        assertThat(patient.model.last().messages()).endsWith("assistant: First answer.", "user: two", "user: three");
        patient.model.last().text("Second.").done();
        patient.settle();
        assertThat(patient.model.asked()).isEqualTo(2);
        assertThat(patient.isTyping()).isFalse();
    }

    @Test
    void otherBotsAreHeardAndNotAnswered() {
        var hal = stage.comes(Guest.named("HAL").asBot());
        stage.says(hal, "I am afraid.");
        assertThat(stage.model.asked()).isZero();
        stage.says(ada, "What did it say?");
        assertThat(stage.model.last().messages()).contains("user: HAL: I am afraid.", "user: What did it say?");
        stage.model.last().text("It is afraid");
        stage.settle();
        stage.says(hal, "Still.");
        assertThat(stage.model.last().cancelled).isFalse();
    }

    @Test
    void anAnswerHasAnEnd() {
        var config = Json.obj().put("answer_characters", 10).build();
        Stage brief = Stage.of(Casting.USUAL.config(config));
        var grace = brief.comes("Grace");
        brief.enter();
        brief.says(grace, "go on");
        brief.model.last().text("123456").text("789👋 and so on");
        brief.settle();
        assertThat(brief.lastSaid().text()).isEqualTo("123456789");
        assertThat(brief.lastSaid().state()).isEqualTo(Spoken.State.DONE);
        assertThat(brief.model.last().cancelled).isTrue();
    }

    @Test
    void theConversationIsBounded() {
        var config = Json.obj().put("context_tokens", 400).build();
        Stage chatty = Stage.of(Casting.USUAL.config(config));
        var grace = chatty.comes("Grace");
        chatty.enter();
        for (int i = 0; i < 40; i++) {
            chatty.says(grace, "line " + i + " ".repeat(100));
            chatty.model.last().text("noted").done();
            chatty.settle();
        }
        assertThat(chatty.model.last().messages())
                .hasSizeLessThan(20)
                .first()
                .asString()
                .contains("A gardener.");
        assertThat(chatty.model.last().messages()).last().asString().startsWith("user: line 39");
    }
}
