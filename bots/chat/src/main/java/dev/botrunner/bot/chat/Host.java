package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.settings.ChatConfig;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.bot.chat.settings.Feature;
import dev.botrunner.bot.chat.settings.Prompt;
import dev.botrunner.bot.chat.talk.Alarm;
import dev.botrunner.bot.chat.talk.Company;
import dev.botrunner.bot.chat.talk.Dialogue;
import dev.botrunner.bot.chat.talk.Door;
import dev.botrunner.bot.chat.talk.Entry;
import dev.botrunner.bot.chat.talk.Quiet;
import dev.botrunner.bot.chat.talk.TimeLeft;
import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.run.EndOrder;
import dev.botrunner.session.Message;
import dev.botrunner.session.RunnerEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The bot in its room: acts upon whatever happens, one thing after the other, and upon dates. All times are nanoseconds
 * since it came in. For one thread; nothing here waits.
 */
final class Host {

    static final String MAX_DURATION = "max_duration";

    private final ChatSettings settings;
    private final Duration maximum;
    private final Voice voice;
    private final Speaker speaker;
    private final Company company;
    private final Dialogue dialogue;
    private final Door door;
    private final Quiet quiet;
    private final Alarm empty = new Alarm();
    private final Alarm wrapUp = new Alarm();
    private boolean away;
    private Optional<RunnerEnd> end = Optional.empty();

    /** @param maximum how long the session may last from now on */
    Host(ChatSettings settings, Duration maximum, Voice voice, Speaker speaker, Company company, Dialogue dialogue) {
        this.settings = settings;
        this.maximum = maximum;
        this.voice = voice;
        this.speaker = speaker;
        this.company = company;
        this.dialogue = dialogue;
        this.door = new Door(config().room().greeting());
        this.quiet = new Quiet(config().idle(), settings.has(Feature.IDLE));
    }

    private ChatConfig config() {
        return settings.config();
    }

    /** It has come in; these are there. */
    void enter(List<Participant> there) {
        there.forEach(participant -> arrive(participant, true, 0));
        if (company.isDeserted() && config().room().leave()) {
            empty.set(Alarm.after(0, config().room().first()));
        }
        if (settings.has(Feature.WRAP_UP)) {
            Duration before = config().wrapUp();
            Duration half = maximum.dividedBy(2);
            wrapUp.set(Alarm.after(0, maximum.minus(before.compareTo(half) < 0 ? before : half)));
        }
    }

    /** How it ended, once it has. */
    Optional<RunnerEnd> end() {
        return end;
    }

    /** When to look again at the latest. */
    long due() {
        if (away) {
            return Math.min(speaker.due(), wrapUp.at());
        }
        long room = Math.min(Math.min(empty.at(), door.due()), wrapUp.at());
        return Math.min(room, Math.min(speaker.due(), quiet.due()));
    }

    void on(Happening happening, long now) {
        if (end.isPresent()) {
            return;
        }
        switch (happening) {
            case Happening.Heard(RoomEvent event) -> heard(event, now);
            case Happening.Answered answered -> {
                speaker.on(answered, now);
                quiet.spoke(now);
            }
            case Happening.Told(Message message) -> told(message, now);
            case Happening.Ordered(EndOrder order) -> ordered(order, now);
        }
    }

    /** Does what is due. */
    void look(long now) {
        if (end.isPresent()) {
            return;
        }
        if (!away) {
            if (empty.rings(now)) {
                leave(RunnerEnd.completed("room_empty"), "room_empty");
                return;
            }
            if (quiet.isOver(now)) {
                sayGoodBye("idle", now);
                return;
            }
            door.welcome(now).ifPresent(this::welcome);
            if (speaker.isBusy()) {
                quiet.spoke(now);
            } else if (quiet.isPromptDue(now)) {
                speaker.prompt(Prompt.IDLE, company.people(), "");
            }
        }
        if (wrapUp.rings(now) && !company.people().isEmpty()) {
            speaker.prompt(Prompt.WRAP_UP, company.people(), timeLeft(now));
        }
        if (speaker.look(now)) {
            quiet.spoke(now);
        }
        if (speaker.isLeaving()) {
            sayGoodBye("said_goodbye", now);
        }
    }

    private String timeLeft(long now) {
        return TimeLeft.words(maximum.minusNanos(now));
    }

    private void welcome(Door.Welcome welcome) {
        if (settings.has(Feature.GREETING)) {
            speaker.prompt(welcome.prompt(), welcome.people(), "");
            speaker.missModel(welcome.people());
        }
    }

    private void heard(RoomEvent event, long now) {
        switch (event) {
            case RoomEvent.Joined(Participant participant) -> arrive(participant, false, now);
            case RoomEvent.Left(Participant participant, String reason) -> depart(participant, reason, now);
            case RoomEvent.Said said -> said(said.participant(), said.text(), now);
            case RoomEvent.Typing(Participant participant, boolean on) -> {
                if (on && Company.isPerson(participant)) {
                    quiet.stirred(now);
                }
            }
            case RoomEvent.Away _ -> away = true;
            case RoomEvent.Back(List<Participant> roster) -> back(roster, now);
            case RoomEvent.Closed(RoomEvent.Why why) -> closed(why, now);
        }
    }

    private void arrive(Participant participant, boolean found, long now) {
        if (!company.add(participant)) {
            return;
        }
        if (!participant.bot() || participant.stealth()) {
            empty.clear();
        }
        if (participant.stealth()) {
            return;
        }
        voice.joined(participant);
        if (Company.isPerson(participant)) {
            quiet.stirred(now);
            if (found) {
                door.found(participant, now);
            } else {
                door.came(participant, now);
            }
        }
    }

    private void depart(Participant participant, String reason, long now) {
        if (!company.remove(participant)) {
            return;
        }
        if (!participant.stealth()) {
            voice.left(participant, reason);
            door.left(participant);
        }
        if (company.people().isEmpty()) {
            door.emptied();
            quiet.deserted();
        }
        if (company.isDeserted() && config().room().leave() && (!participant.bot() || participant.stealth())) {
            empty.set(Alarm.after(now, config().room().after()));
        }
    }

    private void said(Participant by, String text, long now) {
        if (by.stealth() || text.isBlank()) {
            return;
        }
        voice.heard(by, text);
        boolean named = by.bot() || company.people().size() > 1;
        var entry = new Entry.Said(named ? Optional.of(company.firstName(by)) : Optional.empty(), text);
        if (by.bot()) {
            dialogue.add(entry);
            quiet.spoke(now);
            return;
        }
        dialogue.addUnanswered(entry);
        quiet.stirred(now);
        door.hasten(now);
        door.welcome(now).ifPresent(this::welcome);
        if (settings.has(Feature.INTERRUPTION)) {
            speaker.cut(now).ifPresent(spoken -> voice.interrupted(by, now / 1_000_000, spoken));
        }
        speaker.reply(by, text);
    }

    /** Who is there is as the room says now; what was missed may follow. */
    private void back(List<Participant> roster, long now) {
        away = false;
        company.everybody().stream()
                .filter(known -> roster.stream().noneMatch(known::isSameStay))
                .forEach(gone -> depart(gone, "left", now));
        roster.forEach(participant -> arrive(participant, false, now));
        if (company.people().isEmpty()) {
            quiet.deserted();
        } else {
            quiet.stirred(now);
        }
        if (empty.at() != Alarm.NEVER) {
            empty.set(Alarm.after(now, config().room().after()));
        }
    }

    private void closed(RoomEvent.Why why, long now) {
        speaker.silence(now);
        end = Optional.of(
                switch (why) {
                    case CLOSED -> RunnerEnd.completed("room_closed");
                    case EVICTED ->
                        RunnerEnd.failed("room_evicted", 1, "Somebody of the bot's identity came into the room later");
                    case LOST -> RunnerEnd.failed("room_lost", 1, "The connection to the room could not be mended");
                    case REFUSED -> RunnerEnd.failed("room_refused", 1, "The room did not let the bot in again");
                });
    }

    private void told(Message message, long now) {
        Instruction instruction = Instruction.of(message);
        if (!(instruction instanceof Instruction.Unknown)) {
            voice.taken(message);
        }
        switch (instruction) {
            case Instruction.Say(String text) -> speaker.say(text, message.id());
            case Instruction.Context(String text) -> dialogue.add(new Entry.Note(text));
            case Instruction.Prompt(String text, boolean atOnce) -> {
                if (atOnce) {
                    speaker.cut(now);
                }
                speaker.ask(text, message.id());
            }
            case Instruction.ToolResult result -> speaker.take(result, now);
            case Instruction.End _ -> sayGoodBye("said_goodbye", now);
            case Instruction.Unknown(String code, String detail) -> voice.error(code, detail);
        }
    }

    private void ordered(EndOrder order, long now) {
        if (order.grace().isZero()) {
            speaker.silence(now);
            leave(RunnerEnd.completed("said_goodbye"), order.reason());
            return;
        }
        boolean time = order.reason().equals(MAX_DURATION);
        speaker.silence(now);
        if (time
                && settings.has(Feature.WRAP_UP)
                && !voice.hasSaidWrapUp()
                && !company.people().isEmpty()) {
            speaker.promptNow(Prompt.WRAP_UP, company.people(), timeLeft(now));
        }
        sayGoodBye(time ? MAX_DURATION : "said_goodbye", now);
    }

    private void sayGoodBye(String reason, long now) {
        speaker.silence(now);
        if (settings.has(Feature.GOOD_BYE) && !company.people().isEmpty()) {
            speaker.promptNow(Prompt.GOOD_BYE, company.people(), "");
        }
        leave(RunnerEnd.completed(reason), reason);
    }

    private void leave(RunnerEnd word, String reason) {
        voice.leave(reason);
        end = Optional.of(word);
    }
}
