package dev.botrunner.redis.queue;

import dev.botrunner.queue.Caps;
import java.util.List;
import java.util.OptionalInt;

/** Caps as the scripts read them: -1 is none. */
final class CapTexts {

    static final String NONE = "-1";

    private CapTexts() {}

    /** Of the bot, of each tenant of it, of the tenant over all bots, the tenant's weight. */
    static List<String> of(Caps.Bot bot, Caps.TenantCap tenant) {
        return List.of(
                text(bot.sessions()),
                text(bot.perTenant()),
                text(tenant.sessions()),
                Integer.toString(Math.max(1, tenant.weight())));
    }

    static String text(OptionalInt cap) {
        return cap.isEmpty() ? NONE : Integer.toString(cap.getAsInt());
    }
}
