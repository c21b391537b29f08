package dev.botrunner.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the profile adds to a session: variables that are not secret, where its assets come from, and how its events
 * leave the runner.
 *
 * @param events {@code link} or {@code direct}
 * @param personaDigest names the prewarmed assets of this persona, where there are any
 */
public record Supply(Map<String, String> env, List<String> assets, String events, Optional<String> personaDigest) {

    /** The runner brings its events to the broker itself. */
    public static final String DIRECT = "direct";

    public static final Supply NONE = new Supply(Map.of(), List.of(), "link", Optional.empty());

    public Supply {
        env = Map.copyOf(env);
        assets = List.copyOf(assets);
    }
}
