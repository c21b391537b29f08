package dev.botrunner.publish;

import dev.botrunner.loop.Subscription;
import dev.botrunner.session.Json;
import java.util.function.Consumer;

/**
 * All that a bot knows of events: it publishes, and goes on. Subscribers in this process are called on the publisher's
 * thread, in the order in which they came; one that throws does not stop the others. Never blocks on anything outside
 * the process.
 */
public interface EventBus {

    /**
     * @param type of the contract's form and outside {@code bot.session.*}, else {@link IllegalArgumentException}; so
     *     too when the event would be over {@link Envelope#MAX_BYTES}
     * @return the event as numbered and stamped
     */
    Envelope publish(String type, Json.Obj data);

    Subscription subscribe(Consumer<Envelope> reader);
}
