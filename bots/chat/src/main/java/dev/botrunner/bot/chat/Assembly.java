package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.bot.chat.settings.Feature;
import dev.botrunner.bot.chat.talk.Company;
import dev.botrunner.bot.chat.talk.Dialogue;
import dev.botrunner.loop.Ticker;
import dev.botrunner.room.RoomStay;
import dev.botrunner.run.BotContext;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Puts the bot together for its stay in a room. */
final class Assembly {

    private Assembly() {}

    /**
     * What thinks.
     *
     * @param later where the answers wait for the bot's thread
     */
    record Minds(Optional<ModelClient> model, Consumer<Happening> later) {}

    static Host of(ChatSettings settings, BotContext context, RoomStay stay, Minds minds, Ticker ticker) {
        var company = new Company(settings.userId(), settings.userName());
        var dialogue = new Dialogue(settings.config().contextTokens());
        var tools = new Toolbox(settings.tools(), company, ticker);
        var voice = new Voice(stay, context.events(), dialogue, settings.has(Feature.TYPING));
        var briefing = new Briefing(settings, company, dialogue, tools);
        Optional<Thinking> thinking = minds.model()
                .map(model -> new Thinking(
                        new Thinking.Means(model, voice, tools, briefing, minds.later(), new SplittableRandom()),
                        settings.config().model()));
        var speaker = new Speaker(settings.prompts(), voice, briefing, thinking);
        return new Host(settings, context.assignment().maxDuration(), voice, speaker, company, dialogue);
    }
}
