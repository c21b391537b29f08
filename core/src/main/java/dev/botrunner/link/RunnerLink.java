package dev.botrunner.link;

import dev.botrunner.session.Instance;
import dev.botrunner.session.Ticket;

/** Where a runner shows its ticket. */
public interface RunnerLink {

    /** The first instance wins; the same instance may ask again. */
    Redeemed redeem(Ticket ticket, Instance me);
}
