package dev.botrunner.run;

import dev.botrunner.session.RunnerEnd;

/**
 * A bot: the one thing that users of the product write. One instance runs one session, on a virtual thread of its own.
 */
public interface Bot {

    /**
     * Runs the session to its end and says how it ended. Must return soon once {@link BotContext#end} is set: it is
     * interrupted when its good-bye is over. What it throws is a crash.
     */
    RunnerEnd run(BotContext context) throws Exception;
}
