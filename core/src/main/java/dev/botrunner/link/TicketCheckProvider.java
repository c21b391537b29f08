package dev.botrunner.link;

import dev.botrunner.loop.Ticker;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Opens what checks the tickets of launched objects. Found by {@link java.util.ServiceLoader}. */
public interface TicketCheckProvider {

    /** The launchers' URL schemes whose objects bring such tickets. */
    Set<String> schemes();

    /**
     * Needs nobody to be there yet: what cannot be reached is asked again when a ticket is to be checked.
     *
     * @throws IllegalArgumentException such an issuer is no URL and no file that can be read
     */
    TicketCheck open(Options options);

    /**
     * @param issuer as set by {@code --ticket-issuer}; absent: where this process runs
     * @param launchers the URLs of all launchers that profiles name now
     */
    record Options(Optional<String> issuer, Supplier<Set<String>> launchers, Ticker ticker) {}
}
