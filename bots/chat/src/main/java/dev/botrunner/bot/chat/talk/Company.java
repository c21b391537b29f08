package dev.botrunner.bot.chat.talk;

import dev.botrunner.room.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who is in the room, beside the bot. People are talked with; those who only look on are not shown to anybody, and like
 * people they keep the bot there; other bots do not. For one thread.
 */
public final class Company {

    private static final String NAMELESS = "there";

    private final Map<String, Participant> present = new LinkedHashMap<>();
    private final Optional<String> userId;
    private final Optional<String> userName;

    /**
     * @param userId of whoever sent the bot
     * @param userName what they are called: it is better known than what the room shows
     */
    public Company(Optional<String> userId, Optional<String> userName) {
        this.userId = userId;
        this.userName = userName;
    }

    /** False: known already. */
    public boolean add(Participant participant) {
        return present.putIfAbsent(participant.id(), participant) == null;
    }

    /** False: not there. */
    public boolean remove(Participant participant) {
        return present.remove(participant.id()) != null;
    }

    public List<Participant> everybody() {
        return List.copyOf(present.values());
    }

    /** Those whom the bot talks with, in the order in which they came. */
    public List<Participant> people() {
        return present.values().stream().filter(Company::isPerson).toList();
    }

    public static boolean isPerson(Participant participant) {
        return !participant.bot() && !participant.stealth();
    }

    /** Whether nobody is there for whom the bot stays. */
    public boolean isDeserted() {
        return present.values().stream().allMatch(it -> it.bot() && !it.stealth());
    }

    public String firstName(Participant participant) {
        boolean sender = userId.isPresent()
                && (userId.equals(participant.userId()) || userId.get().equals(participant.identity()));
        String name =
                sender ? userName.filter(known -> !known.isBlank()).orElse(participant.name()) : participant.name();
        String[] words = name.strip().split("\\s+", 2);
        return words[0].isEmpty() ? NAMELESS : words[0];
    }

    /** As they would be listed in a sentence: {@code Ada, Grace and Joan}. */
    public String names(List<Participant> people) {
        if (people.isEmpty()) {
            return NAMELESS;
        }
        List<String> names = people.stream().map(this::firstName).toList();
        if (names.size() == 1) {
            return names.getFirst();
        }
        return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " and "
                + names.getLast();
    }
}
