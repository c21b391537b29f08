package dev.botrunner.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a model the bot says so once and keeps to its functional prompts. */
class NoModelTest {

    private static final String NO_MODEL = "You should know that I am here without a language model";

    @Test
    void itSaysSoOnceAfterTheGreeting() {
        Stage stage = Stage.of(Casting.USUAL.withoutModel());
        var ada = stage.comes("Ada");
        stage.enter();
        assertThat(stage.said()).hasSize(2).last().asString().startsWith(NO_MODEL);
        stage.says(ada, "hello");
        stage.says(ada, "anybody?");
        stage.comes("Grace");
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.said()).filteredOn(text -> text.startsWith(NO_MODEL)).hasSize(1);
        assertThat(stage.said())
                .filteredOn(text -> text.startsWith("I hear you, Ada"))
                .hasSize(2);
        assertThat(stage.isTyping()).isFalse();
    }

    @Test
    void itAnswersFromItsFunctionalPrompts() {
        Stage stage = Stage.of(Casting.USUAL
                .withoutModel()
                .prompts(Map.of(
                        "reply_hours", "We are open from nine to five, {name}.",
                        "reply_tea", "There is tea.",
                        "reply", "You said: {text}",
                        "greeting", "@model Greet.",
                        "no_model", "I am simple.")));
        var ada = stage.comes("Ada");
        stage.enter();
        assertThat(stage.said()).containsExactly("Hello Ada, I am Robin. What can I do for you?", "I am simple.");
        stage.says(ada, "What are your HOURS, and is there tea?");
        assertThat(stage.said()).last().isEqualTo("We are open from nine to five, Ada.");
        stage.says(ada, "{name} $1");
        assertThat(stage.said()).last().isEqualTo("You said: {name} $1");
        assertThat(stage.events("bot.turn.bot").getLast().textAt("prompt")).contains("reply");
    }

    @Test
    void withoutAGreetingItSaysSoAtTheFirstQuestion() {
        Stage stage = Stage.of(Casting.USUAL.withoutModel().features("interruption"));
        var ada = stage.comes("Ada");
        stage.enter();
        assertThat(stage.said()).isEmpty();
        stage.says(ada, "hello");
        assertThat(stage.said()).hasSize(2).first().asString().startsWith(NO_MODEL);
    }

    @Test
    void aPromptFromOutsideCannotBeAnswered() {
        Stage stage = Stage.of(Casting.USUAL.withoutModel());
        stage.comes("Ada");
        stage.enter();
        stage.told("prompt", "Offer tea.");
        assertThat(stage.events("bot.error").getLast().textAt("code")).contains("no_model");
    }
}
