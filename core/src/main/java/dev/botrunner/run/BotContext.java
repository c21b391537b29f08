package dev.botrunner.run;

import dev.botrunner.assets.AssetBundle;
import dev.botrunner.publish.EventBus;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.Message;
import java.time.Duration;
import java.util.Optional;

/** What a bot has at hand. Safe to use from any thread. */
public interface BotContext {

    Assignment assignment();

    AssetBundle assets();

    EventBus events();

    /** The next message from outside, in order; waits at most so long, and less when the end signal is set. */
    Optional<Message> nextMessage(Duration atMost) throws InterruptedException;

    EndSignal end();

    /**
     * Must be called before the bot becomes visible in its room. Blocks until the control server has it.
     *
     * @return false: it must not enter, the session is over or another runner has it
     */
    boolean joined() throws InterruptedException;
}
