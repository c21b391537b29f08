package dev.botrunner.run;

import dev.botrunner.assets.AssetBundle;
import dev.botrunner.assets.Hydrator;
import dev.botrunner.link.Answer;
import dev.botrunner.link.SessionLink;
import dev.botrunner.publish.EventBus;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.DependencyException;
import dev.botrunner.session.Message;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bot of one session has at hand. */
final class SessionContext implements BotContext {

    private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Hydrator.Hydrated hydrated;
    private final SessionLink link;
    private final EventBus events;
    private final EndGate gate;
    private final Inbox inbox;
    private final Runnable whenJoined;

    SessionContext(
            Hydrator.Hydrated hydrated,
            SessionLink link,
            EventBus events,
            EndGate gate,
            Inbox inbox,
            Runnable whenJoined) {
        this.hydrated = hydrated;
        this.link = link;
        this.events = events;
        this.gate = gate;
        this.inbox = inbox;
        this.whenJoined = whenJoined;
    }

    @Override
    public Assignment assignment() {
        return hydrated.assignment();
    }

    @Override
    public AssetBundle assets() {
        return hydrated.assets();
    }

    @Override
    public EventBus events() {
        return events;
    }

    @Override
    public Optional<Message> nextMessage(Duration atMost) throws InterruptedException {
        return inbox.take(atMost);
    }

    @Override
    public EndSignal end() {
        return gate;
    }

    @Override
    public boolean joined() throws InterruptedException {
        boolean told = false;
        while (!gate.isLeaving()) {
            long seen = gate.version();
            try {
                Answer answer = link.joined();
                if (answer == Answer.GO_ON) {
                    whenJoined.run();
                    return !gate.isLeaving();
                }
                gate.over(answer);
                return false;
            } catch (DependencyException e) {
                if (!told) {
                    told = true;
                    LOG.atWarn()
                            .setMessage("The control server cannot be told that the bot is about to join; it waits")
                            .addKeyValue("failure", e.failure().code())
                            .log();
                }
                gate.awaitChange(seen, AGAIN);
            }
        }
        return false;
    }
}
