package dev.botrunner.publish;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.util.Optional;

/**
 * Who a runner speaks as: what its bus writes into every event, and what the link writes over whatever the runner wrote.
 *
 * @param attempt from 1
 */
public record Author(SessionId session, int attempt, Tenant tenant, BotName bot, Optional<String> traceparent) {

    public Author {
        if (attempt < 1) {
            throw new IllegalArgumentException("A runner's attempt is at least 1, not " + attempt);
        }
    }

    /** The source of what the runner says. */
    public String source() {
        return lifecycleSource(session) + "/" + attempt;
    }

    /** The source of a session's life-cycle events. */
    public static String lifecycleSource(SessionId session) {
        return "/sessions/" + session.value();
    }
}
