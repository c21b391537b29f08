package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.settings.Prompt;
import dev.botrunner.bot.chat.talk.Dialogue;
import dev.botrunner.bot.chat.talk.Entry;
import dev.botrunner.publish.EventBus;
import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Utterance;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.TextSize;
import java.util.List;
import java.util.Optional;

/** How the bot is heard: in the room, in the record of what was said, and as events. For one thread. */
final class Voice {

    /** What of a text an event repeats at most, in bytes. */
    private static final int SHOWN = 16 * 1024;

    private final RoomStay stay;
    private final EventBus events;
    private final Dialogue dialogue;
    private final boolean showsTyping;
    private boolean wrappedUp;

    Voice(RoomStay stay, EventBus events, Dialogue dialogue, boolean showsTyping) {
        this.stay = stay;
        this.events = events;
        this.dialogue = dialogue;
        this.showsTyping = showsTyping;
    }

    /**
     * Says something that is there as a whole.
     *
     * @param prompt the functional prompt that it comes from
     * @param inReplyTo the message that asked for it
     */
    void say(String text, Optional<String> prompt, Optional<String> inReplyTo) {
        stay.say(text);
        dialogue.add(new Entry.Spoken(text, List.of()));
        turn(text, prompt, inReplyTo, false);
    }

    Utterance speak() {
        return stay.speak();
    }

    void typing(boolean on) {
        if (showsTyping) {
            stay.typing(on);
        }
    }

    void leave(String reason) {
        stay.leave(reason);
    }

    /** Tells of a turn of the bot's that is over. */
    void turn(String text, Optional<String> prompt, Optional<String> inReplyTo, boolean interrupted) {
        wrappedUp |= prompt.filter(Prompt.WRAP_UP.word()::equals).isPresent();
        var data = Json.obj()
                .put("text", TextSize.cut(text, SHOWN))
                .putTextIfPresent("prompt", prompt)
                .putTextIfPresent("in_reply_to", inReplyTo);
        if (interrupted) {
            data.put("interrupted", true);
        }
        events.publish("bot.turn.bot", data.build());
    }

    /** Whether anything of the wrap-up was said. */
    boolean hasSaidWrapUp() {
        return wrappedUp;
    }

    void heard(Participant by, String text) {
        events.publish(
                "bot.turn.user",
                Json.obj()
                        .put("text", TextSize.cut(text, SHOWN))
                        .put("participant_id", by.id())
                        .build());
    }

    /** The bot begins, or stops, to speak piece by piece. */
    void speaking(boolean on, long now) {
        events.publish(
                on ? "bot.speaking.started" : "bot.speaking.stopped",
                Json.obj().put("at_ms", now / 1_000_000).build());
    }

    void interrupted(Participant by, long atMs, String spoken) {
        events.publish(
                "bot.interrupted",
                Json.obj()
                        .put("by", by.id())
                        .put("at_ms", atMs)
                        .put("spoken", TextSize.cut(spoken, SHOWN))
                        .build());
    }

    void joined(Participant participant) {
        events.publish("bot.participant.joined", about(participant, Optional.empty()));
    }

    void left(Participant participant, String reason) {
        events.publish("bot.participant.left", about(participant, Optional.of(reason)));
    }

    private static Json.Obj about(Participant participant, Optional<String> reason) {
        var data = Json.obj().put("participant_id", participant.id()).put("name", participant.name());
        if (participant.bot()) {
            data.put("bot", true);
        }
        return data.putTextIfPresent("reason", reason).build();
    }

    /** Tells that a message from outside is understood. */
    void taken(Message message) {
        events.publish(
                "bot.message.taken",
                Json.obj()
                        .put("message_id", message.id())
                        .put("type", message.type())
                        .build());
    }

    void error(String code, String detail) {
        events.publish(
                "bot.error", Json.obj().put("code", code).put("detail", detail).build());
    }

    void publish(String type, Json.Obj data) {
        events.publish(type, data);
    }
}
