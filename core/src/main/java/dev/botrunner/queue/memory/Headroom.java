package dev.botrunner.queue.memory;

import dev.botrunner.queue.Caps;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.OptionalInt;

/** What the caps, as they are now, leave to those who are active now. Guarded by the store's lock. */
final class Headroom {

    private final Caps caps;
    private final Census active;

    Headroom(Caps caps, Census active) {
        this.caps = caps;
        this.active = active;
    }

    boolean admits(BotName bot) {
        return left(bot) > 0;
    }

    /** Whether one more of that line may start, as far as its bot allows. */
    boolean admits(LaneKey lane) {
        return left(lane) > 0 && left(lane.tenant()) > 0;
    }

    int left(BotName bot) {
        return left(caps.bot(bot).sessions(), active.of(bot));
    }

    int left(LaneKey lane) {
        return left(caps.bot(lane.bot()).perTenant(), active.of(lane));
    }

    int left(Tenant tenant) {
        return left(caps.tenant(tenant).sessions(), active.of(tenant));
    }

    private static int left(OptionalInt cap, int used) {
        return cap.isEmpty() ? Integer.MAX_VALUE : Math.max(0, cap.getAsInt() - used);
    }
}
