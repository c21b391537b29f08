package dev.botrunner.room;

import dev.botrunner.session.Secret;
import dev.botrunner.session.SessionId;
import java.util.Optional;

/**
 * Who comes into which room.
 *
 * @param url of the room, as it was given to the bot
 * @param token what the room wants to see, where it wants something
 * @param identity one participant for as long as it is the same; of a bot {@code bot-<session>}, so that a second process
 *     of one session evicts the first
 * @param name shown to the others, see {@link Participant#MAX_NAME}
 * @param bot whether it is a bot, as the others see it
 */
public record RoomEntry(String url, Optional<Secret> token, String identity, String name, boolean bot) {

    /** A session's bot. */
    public static RoomEntry ofBot(String url, Optional<Secret> token, SessionId session, String name) {
        return new RoomEntry(url, token, "bot-" + session.value(), name, true);
    }

    /** Fit for logs: neither the URL, which may hold a token, nor names. */
    @Override
    public String toString() {
        return "RoomEntry[" + identity + "]";
    }
}
