package dev.botrunner.queue;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How full the queue is: one row for each bot and tenant that has anything queued or in flight. */
public record QueueDepth(List<Row> rows, List<BotRate> rates) {

    public QueueDepth {
        rows = List.copyOf(rows);
        rates = List.copyOf(rates);
    }

    /**
     * @param queued all that are {@code queued}, back-off included
     * @param startable what caps would allow to start now; the rows of one bot together name no more than it may, and what
     *     a tenant's cap leaves counts for each of its bots
     * @param inFlight {@code starting} to {@code ending}
     * @param oldest how long the first of the line has waited since it was accepted (or crashed, when it is launched again)
     */
    public record Row(BotName bot, Tenant tenant, int queued, int startable, int inFlight, Optional<Duration> oldest) {}

    /**
     * @param perSecond starts in the last ten minutes, from the last 100 at most; absent under five
     */
    public record BotRate(BotName bot, OptionalDouble perSecond) {}
}
