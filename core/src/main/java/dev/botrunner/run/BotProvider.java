package dev.botrunner.run;

import dev.botrunner.session.BotName;

/** A bot that a jar brings along under a name of its own. Found by {@link java.util.ServiceLoader}. */
public interface BotProvider {

    BotName name();

    /** A new one: it runs one session. */
    Bot open(BotVariables variables);

    /**
     * Loads what its first session will need, in a process that waits for one; blocks for a second or two at most. Nobody
     * sees anything of it.
     */
    default void warmUp(BotVariables variables) throws InterruptedException {}
}
