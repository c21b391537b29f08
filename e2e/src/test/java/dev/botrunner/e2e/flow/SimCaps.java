package dev.botrunner.e2e.flow;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.OptionalInt;

/** One tenant that may have so many sessions at once, whatever the bot. */
record SimCaps(int sessions) implements Caps {

    static Caps of(int sessions) {
        return new SimCaps(sessions);
    }

    @Override
    public Bot bot(BotName bot) {
        return Bot.UNLIMITED;
    }

    @Override
    public TenantCap tenant(Tenant tenant) {
        return new TenantCap(OptionalInt.of(sessions), 100, 1, 0, 0);
    }

    @Override
    public int queueLimit() {
        return 100;
    }
}
