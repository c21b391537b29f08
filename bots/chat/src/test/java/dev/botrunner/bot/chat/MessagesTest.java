package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.session.Json;
import org.junit.jupiter.api.Test;

/** What the bot does with messages from outside. */
class MessagesTest {

    private final Stage stage = Stage.usual();
    private final MemoryPerson ada = comes();

    private MemoryPerson comes() {
        MemoryPerson person = stage.comes("Ada");
        stage.enter();
        return person;
    }

    @Test
    void itSaysWhatItIsToldToSay() {
        String id = stage.told("say", "Dinner is ready.");
        assertThat(stage.said()).last().isEqualTo("Dinner is ready.");
        assertThat(stage.events("bot.turn.bot").getLast().textAt("in_reply_to")).contains(id);
    }

    @Test
    void whatItIsToldToSayWaitsForTheEndOfItsAnswer() {
        stage.says(ada, "hello");
        stage.model.last().text("Well");
        stage.settle();
        stage.told("say", "Dinner is ready.");
        assertThat(stage.said()).last().isEqualTo("Well");
        stage.model.last().text(", hello.").done();
        stage.settle();
        assertThat(stage.said()).endsWith("Well, hello.", "Dinner is ready.");
    }

    @Test
    void contextIsKnownFromThenOn() {
        stage.told("context", "The cat is called Tom.");
        assertThat(stage.said()).hasSize(1);
        stage.says(ada, "What is the cat called?");
        assertThat(stage.model.last().messages())
                .endsWith("system: The cat is called Tom.", "user: What is the cat called?");
        assertThat(stage.events("bot.message.taken").getFirst().text())
                .isEqualTo("{\"message_id\":\"m1\",\"type\":\"context\"}");
    }

    @Test
    void aPromptIsAnsweredInItsTurn() {
        stage.says(ada, "hello");
        stage.model.last().text("Hi");
        stage.settle();
        String id = stage.told("prompt", "Offer tea.");
        assertThat(stage.model.asked()).isEqualTo(1);
        stage.model.last().done();
        stage.settle();
        assertThat(stage.model.last().messages()).last().isEqualTo("system: Offer tea.");
        stage.model.last().text("Tea, Ada?").done();
        stage.settle();
        assertThat(stage.said()).last().isEqualTo("Tea, Ada?");
        assertThat(stage.events("bot.turn.bot").getLast().textAt("in_reply_to")).contains(id);
        stage.says(ada, "yes");
        assertThat(stage.model.last().messages()).doesNotContain("system: Offer tea.");
    }

    @Test
    void anImmediatePromptCutsTheAnswerShort() {
        stage.says(ada, "hello");
        stage.model.last().text("Well");
        stage.settle();
        stage.told(
                "prompt",
                Json.obj().put("text", "Stop.").put("mode", "immediate").build());
        assertThat(stage.model.asked()).isEqualTo(2);
        assertThat(stage.model.last().messages()).endsWith("assistant: Well", "system: Stop.");
    }

    @Test
    void itEndsWhenAMessageSaysSo() {
        stage.told("end", Json.Obj.EMPTY);
        assertThat(stage.reason()).isEqualTo("said_goodbye");
        assertThat(stage.said()).last().isEqualTo("Good-bye!");
    }

    @Test
    void whatItDoesNotUnderstandIsAnErrorAndNoEnd() {
        stage.told("dance", "please");
        stage.told("say", Json.Obj.EMPTY);
        stage.told("prompt", Json.obj().put("text", "x").put("mode", "soon").build());
        stage.told("tool_result", Json.obj().put("call_id", "x").build());
        assertThat(stage.events("bot.error").stream()
                        .map(data -> data.textAt("code").orElse("")))
                .containsExactly("unknown_message", "bad_message", "bad_message", "bad_message");
        assertThat(stage.events("bot.message.taken")).isEmpty();
        assertThat(stage.end()).isEmpty();
    }

    @Test
    void messagesCountBeforeAnybodyIsThere() {
        Stage early = Stage.usual().enter();
        early.told("context", "It is raining.");
        early.told("say", "Nobody hears this.");
        var grace = early.comes("Grace");
        early.says(grace, "hello");
        assertThat(early.model.last().messages()).contains("system: It is raining.");
    }
}
