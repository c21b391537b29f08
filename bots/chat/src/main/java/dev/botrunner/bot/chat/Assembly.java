package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.bot.chat.settings.Feature;
import dev.botrunner.bot.chat.talk.Company;
import dev.botrunner.bot.chat.talk.Dialogue;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.EventBus;
import dev.botrunner.room.RoomStay;
import java.time.Duration;
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

    /**
     * What it finds around it.
     *
     * @param maximum how long the session may last
     */
    record Setting(EventBus events, Duration maximum, Ticker ticker) {}

    static Host of(ChatSettings settings, Setting setting, RoomStay stay, Minds minds) {
        var company = new Company(settings.userId(), settings.userName());
        var dialogue = new Dialogue(settings.config().contextTokens());
        var tools = new Toolbox(settings.tools(), company, setting.ticker());
        var voice = new Voice(stay, setting.events(), dialogue, settings.has(Feature.TYPING));
        var briefing = new Briefing(settings, company, dialogue, tools);
        Optional<Thinking> thinking = minds.model()
                .map(model -> new Thinking(
                        new Thinking.Means(model, voice, tools, briefing, minds.later(), new SplittableRandom()),
                        settings.config().model()));
        var speaker = new Speaker(settings.prompts(), voice, briefing, thinking);
        return new Host(settings, setting.maximum(), voice, speaker, company, dialogue);
    }
}
