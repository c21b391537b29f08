package dev.botrunner.stream;

import dev.botrunner.publish.Envelope;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Names;
import dev.botrunner.session.SessionId;
import java.util.Set;

/**
 * What a client wants of its stream. Within one of the sets any will do; an empty one takes all.
 *
 * @param types names, or prefixes that end in {@code .*}
 */
public record Filter(Set<String> types, Set<BotName> bots, Set<SessionId> sessions) {

    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());

    private static final String ANY = ".*";

    public Filter {
        types = Set.copyOf(types);
        bots = Set.copyOf(bots);
        sessions = Set.copyOf(sessions);
        for (String type : types) {
            if (!isType(type)) {
                throw new IllegalArgumentException("Neither an event type nor a prefix of some that ends in .*");
            }
        }
    }

    /** Whether this is a type's name or a prefix of some. */
    public static boolean isType(String text) {
        // A prefix is a type that lacks its last part.
        return Names.isEventType(
                text.endsWith(ANY) ? text.substring(0, text.length() - 1).concat("x") : text);
    }

    public boolean takes(Envelope envelope) {
        return takesType(envelope.type())
                && (bots.isEmpty() || bots.stream().anyMatch(bot -> bot.name().equals(envelope.bot())))
                && (sessions.isEmpty()
                        || sessions.stream().anyMatch(id -> id.value().equals(envelope.subject())));
    }

    private boolean takesType(String type) {
        if (types.isEmpty()) {
            return true;
        }
        for (String wanted : types) {
            boolean fits = wanted.endsWith(ANY)
                    ? type.length() >= wanted.length() && type.startsWith(wanted.substring(0, wanted.length() - 1))
                    : type.equals(wanted);
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
