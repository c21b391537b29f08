package dev.botrunner.room.server;

import dev.botrunner.session.Secret;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client says to the server. */
sealed interface ClientMessage {

    /** @param echo whether it wants to hear its own utterances as the others do */
    record Join(Optional<String> identity, String name, Traits traits, Optional<String> userId, Optional<Secret> token)
            implements ClientMessage {}

    record Traits(boolean bot, boolean stealth, boolean echo) {}

    /** @param after the last event that it has; absent: it has nothing, and wants the history */
    record Resume(String seat, OptionalLong after) implements ClientMessage {}

    /**
     * @param number counts a client's utterance messages from 1; a repeated one is dropped
     * @param utterance which one this belongs to; absent: one of its own
     */
    record Say(OptionalLong number, Optional<String> utterance, String text, State state) implements ClientMessage {}

    record Typing(boolean on) implements ClientMessage {}

    record AskRoster() implements ClientMessage {}

    record Leave(Optional<String> reason) implements ClientMessage {}

    record Close() implements ClientMessage {}

    record Ping() implements ClientMessage {}

    /** How far an utterance is. */
    enum State {
        OPEN,
        DONE,
        CUT
    }
}
