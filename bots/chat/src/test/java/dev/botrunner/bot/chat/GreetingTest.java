package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.room.memory.Guest;
import dev.botrunner.session.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is greeted, when, and how. */
class GreetingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whoeverIsThereAlreadyIsGreetedAtOnce() {
        Stage stage = Stage.usual();
        stage.comes("Ada Lovelace");
        stage.enter();
        assertThat(stage.said()).containsExactly("Hello Ada, I am Robin. What can I do for you?");
        assertThat(stage.events("bot.turn.bot").getFirst().textAt("prompt")).contains("greeting");
    }

    @Test
    void onePersonIsGreetedAfterASecond() {
        Stage stage = Stage.usual().enter();
        stage.comes("Ada");
        stage.pass(SECOND.minusMillis(1));
        assertThat(stage.said()).isEmpty();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.said()).containsExactly("Hello Ada, I am Robin. What can I do for you?");
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.said()).hasSize(1);
    }

    @Test
    void twoWhoComeTogetherAreGreetedTogether() {
        Stage stage = Stage.usual().enter();
        stage.comes("Ada");
        stage.pass(Duration.ofMillis(500));
        stage.comes("Grace");
        assertThat(stage.said()).isEmpty();
        stage.pass(Duration.ofMillis(10));
        assertThat(stage.said()).containsExactly("Hello Ada and Grace, I am Robin. What can I do for you two?");
    }

    @Test
    void threeAreGreetedAtOnce() {
        Stage stage = Stage.usual().enter();
        stage.comes("Ada");
        stage.comes("Grace");
        stage.comes("Joan");
        assertThat(stage.said()).containsExactly("Hello everybody, I am Robin. What can I do for you?");
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.said()).hasSize(1);
    }

    @Test
    void whoComesLaterIsGreetedToo() {
        Stage stage = Stage.withAda();
        stage.comes("Grace");
        stage.pass(SECOND);
        assertThat(stage.said()).last().isEqualTo("Hello Grace, I am Robin. What can I do for you?");
    }

    @Test
    void whoComesBackWhileSomebodyStayedIsWelcomedBack() {
        Stage stage = Stage.withAda();
        var grace = stage.comes("Grace");
        stage.pass(SECOND);
        stage.leaves(grace);
        stage.comes("Grace");
        stage.pass(SECOND);
        assertThat(stage.said()).last().isEqualTo("Welcome back, Grace.");
    }

    @Test
    void anEmptiedRoomForgets() {
        Stage stage = Stage.usual().enter();
        var ada = stage.comes("Ada");
        stage.pass(SECOND);
        stage.leaves(ada);
        stage.comes("Ada");
        stage.pass(SECOND);
        assertThat(stage.said()).hasSize(2).last().asString().startsWith("Hello Ada");
    }

    @Test
    void whoLeavesBeforeTheGreetingIsNotGreeted() {
        Stage stage = Stage.usual().enter();
        stage.leaves(stage.comes("Ada"));
        stage.pass(SECOND);
        assertThat(stage.said()).isEmpty();
    }

    @Test
    void whoSpeaksFirstIsGreetedAndAnswered() {
        Stage stage = Stage.usual().enter();
        var ada = stage.comes("Ada");
        stage.says(ada, "hi");
        assertThat(stage.said()).hasSize(1).first().asString().startsWith("Hello Ada");
        assertThat(stage.model.last().messages())
                .endsWith("assistant: Hello Ada, I am Robin. What can I do for you?", "user: hi");
        stage.model.last().text("Hi!").done();
        stage.settle();
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.said()).hasSize(2).last().isEqualTo("Hi!");
    }

    @Test
    void otherBotsAndThoseWhoOnlyLookOnAreNotGreeted() {
        Stage stage = Stage.usual().enter();
        stage.comes(Guest.named("Eve").stealthy());
        stage.comes(Guest.named("HAL").asBot());
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.said()).isEmpty();
        stage.comes("Ada");
        stage.pass(SECOND);
        assertThat(stage.said()).containsExactly("Hello Ada, I am Robin. What can I do for you?");
    }

    @Test
    void theNameOfWhoeverSentTheBotIsBetterKnown() {
        Stage stage = Stage.usual();
        stage.comes(Guest.named("aking").userId("user-7"));
        stage.enter();
        assertThat(stage.said().getFirst()).startsWith("Hello Augusta,");
    }

    @Test
    void thePersonalitySaysItsOwnGreetingToAnyNumber() {
        var robin = Json.obj()
                .put("name", "Robin")
                .put("greeting", "Good morning, {names}!")
                .build();
        Stage stage = Stage.of(Casting.USUAL.personality(robin));
        stage.comes("Ada");
        stage.comes("Grace");
        stage.enter();
        assertThat(stage.said()).containsExactly("Good morning, Ada and Grace!");
    }

    @Test
    void aPromptOfTheSessionWinsAndMayAskTheModel() {
        Stage stage = Stage.of(Casting.USUAL.prompts(Map.of("greeting", "@model Greet {name} with a rhyme.")));
        stage.comes("Ada");
        stage.enter();
        assertThat(stage.said()).isEmpty();
        assertThat(stage.isTyping()).isTrue();
        assertThat(stage.model.last().messages()).last().isEqualTo("system: Greet Ada with a rhyme.");
        stage.model.last().text("Oh my, Ada, hi.").done();
        stage.settle();
        assertThat(stage.said()).containsExactly("Oh my, Ada, hi.");
    }

    @Test
    void whereTheModelFailsTheUsualGreetingIsSaid() {
        Stage stage = Stage.of(Casting.USUAL.prompts(Map.of("greeting", "@model Greet {name}.")));
        stage.comes("Ada");
        stage.enter();
        stage.model.last().fails(dev.botrunner.bot.chat.model.ModelFault.Kind.REFUSED);
        stage.settle();
        assertThat(stage.said()).containsExactly("Hello Ada, I am Robin. What can I do for you?");
    }

    @Test
    void withoutTheFeatureNobodyIsGreeted() {
        Stage stage = Stage.of(Casting.USUAL.features("typing"));
        stage.comes("Ada");
        stage.enter();
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.said()).isEmpty();
    }
}
