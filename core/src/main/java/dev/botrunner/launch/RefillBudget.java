package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import java.util.function.BooleanSupplier;

/**
 * How fast pools are refilled, all together: a token bucket of its own, so that no refill takes what launches need, and
 * none at all while the cluster holds launches back. Confined to one thread.
 */
public final class RefillBudget {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final BooleanSupplier launchesAreHeldBack;
    private final Ticker ticker;
    private double tokens;
    private long filledAt;

    /** @param perSecond 0: nothing is refilled */
    public RefillBudget(double perSecond, BooleanSupplier launchesAreHeldBack, Ticker ticker) {
        this.perSecond = perSecond;
        this.launchesAreHeldBack = launchesAreHeldBack;
        this.ticker = ticker;
        this.tokens = most();
        this.filledAt = ticker.nanos();
    }

    /** Whether another pod may be added now. */
    boolean take() {
        long now = ticker.nanos();
        tokens = Math.min(most(), tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
        if (tokens < 1 || launchesAreHeldBack.getAsBoolean()) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    private double most() {
        return perSecond == 0 ? 0 : Math.max(1, perSecond);
    }
}
