package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.ModelEvent;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.run.EndOrder;
import dev.botrunner.session.Message;

/** Anything that the bot has to act upon, whoever brings it: they wait in one line. */
sealed interface Happening {

    record Heard(RoomEvent event) implements Happening {}

    /** @param question which one; the answers of older ones do not count any more */
    record Answered(long question, ModelEvent event) implements Happening {}

    record Told(Message message) implements Happening {}

    record Ordered(EndOrder order) implements Happening {}
}
