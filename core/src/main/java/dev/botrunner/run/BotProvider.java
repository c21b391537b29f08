package dev.botrunner.run;

import dev.botrunner.session.BotName;

/** A bot that a jar brings along under a name of its own. Found by {@link java.util.ServiceLoader}. */
public interface BotProvider {

    BotName name();

    /** A new one: it runs one session. */
    Bot open();
}
