package dev.botrunner.run;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.ReservedNames;
import dev.botrunner.session.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a bot that runs within its runner, by the precedence that a program's environment has: the session's
 * secrets, what the runner's files hold for the bot, the profile's environment, and what the runner was started with.
 *
 * @param own the runner's own
 * @param secretsFrom of the profile's {@code secrets_from}
 */
public record BotVariables(Map<String, String> own, Map<String, Secret> secretsFrom) {

    public static final BotVariables NONE = new BotVariables(Map.of(), Map.of());

    public BotVariables {
        own = Map.copyOf(own);
        secretsFrom = Map.copyOf(secretsFrom);
    }

    /** One of them; reserved names are in none of these places. */
    public Optional<String> find(Assignment assignment, String name) {
        if (ReservedNames.isReserved(name)) {
            return Optional.empty();
        }
        return Optional.ofNullable(assignment.secrets().get(name))
                .or(() -> Optional.ofNullable(secretsFrom.get(name)))
                .map(Secret::reveal)
                .or(() -> Optional.ofNullable(assignment.spec().supply().env().get(name)))
                .or(() -> Optional.ofNullable(own.get(name)));
    }

    /** What is in them may be secret. */
    @Override
    public String toString() {
        return "BotVariables[•••]";
    }
}
