package dev.botrunner.bot.chat;

import dev.botrunner.loop.Ticker;
import dev.botrunner.run.Bot;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.BotName;

/** Brings {@link ChatBot} along under the name {@code chat}. */
public final class ChatBotProvider implements BotProvider {

    private static final BotName NAME = new BotName("chat");

    @Override
    public BotName name() {
        return NAME;
    }

    @Override
    public Bot open(BotVariables variables) {
        return new ChatBot(variables, Ticker.system());
    }

    @Override
    public void warmUp(BotVariables variables) {
        Rehearsal.run(variables);
    }
}
