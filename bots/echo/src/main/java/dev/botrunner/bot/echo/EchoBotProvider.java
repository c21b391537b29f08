package dev.botrunner.bot.echo;

import dev.botrunner.run.Bot;
import dev.botrunner.run.BotProvider;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.BotName;

/** Brings {@link EchoBot} along under the name {@code echo}. */
public final class EchoBotProvider implements BotProvider {

    private static final BotName NAME = new BotName("echo");

    @Override
    public BotName name() {
        return NAME;
    }

    @Override
    public Bot open(BotVariables variables) {
        return new EchoBot();
    }
}
