package dev.botrunner.bot.chat.talk;

import dev.botrunner.bot.chat.settings.Prompt;
import dev.botrunner.room.Participant;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to greet, and when. Somebody who comes alone is given a while, so that two who come together are greeted together:
 * the second shortens it, the third ends it. Each is greeted once; who comes back while somebody stayed is welcomed back;
 * an emptied room forgets. For one thread.
 */
public final class Door {

    private static final Duration SECOND = Duration.ofMillis(10);

    private final Duration wait;
    private final Set<String> greeted = new HashSet<>();
    private final Map<String, Participant> pending = new LinkedHashMap<>();
    private final Alarm alarm = new Alarm();

    /** @param wait how long the first is given */
    public Door(Duration wait) {
        this.wait = wait;
    }

    /** Whom to greet with what. */
    public record Welcome(Prompt prompt, List<Participant> people) {
        public Welcome {
            people = List.copyOf(people);
        }
    }

    /** Somebody was there before the bot: nobody else is waited for. */
    public void found(Participant person, long now) {
        pending.put(person.id(), person);
        alarm.set(now);
    }

    public void came(Participant person, long now) {
        pending.put(person.id(), person);
        switch (pending.size()) {
            case 1 -> alarm.set(Alarm.after(now, wait));
            case 2 -> alarm.hasten(Alarm.after(now, SECOND));
            default -> alarm.set(now);
        }
    }

    public void left(Participant person) {
        pending.remove(person.id());
        if (pending.isEmpty()) {
            alarm.clear();
        }
    }

    /** Nobody is left: whoever comes now is new. */
    public void emptied() {
        greeted.clear();
        pending.clear();
        alarm.clear();
    }

    /** Somebody speaks, and is not to wait any longer. */
    public void hasten(long now) {
        if (!pending.isEmpty()) {
            alarm.hasten(now);
        }
    }

    public long due() {
        return alarm.at();
    }

    /** Whom to greet now, if anybody: once. */
    public Optional<Welcome> welcome(long now) {
        if (!alarm.rings(now) || pending.isEmpty()) {
            return Optional.empty();
        }
        List<Participant> people = List.copyOf(pending.values());
        boolean back = people.stream().allMatch(person -> greeted.contains(person.identity()));
        pending.clear();
        people.forEach(person -> greeted.add(person.identity()));
        Prompt prompt = back
                ? Prompt.WELCOME_BACK
                : switch (people.size()) {
                    case 1 -> Prompt.GREETING;
                    case 2 -> Prompt.GREETING_PAIR;
                    default -> Prompt.GREETING_GROUP;
                };
        return Optional.of(new Welcome(prompt, people));
    }
}
