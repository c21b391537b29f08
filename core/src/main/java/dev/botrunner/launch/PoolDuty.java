package dev.botrunner.launch;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the pools of all bots that have one, on the replica that holds the lease. */
public final class PoolDuty implements Loop {

    private final Launchers launchers;
    private final LeaseHolder lease;
    private final PoolDesk desk;
    private final Ticker ticker;
    private final Map<PoolPods, Pool> pools = new HashMap<>();

    /**
     * @param lease of {@code POOLS}
     * @param budget of the refill of all pools together
     */
    public PoolDuty(Store store, Launchers launchers, LeaseHolder lease, RefillBudget budget, Ticker ticker) {
        this.launchers = launchers;
        this.lease = lease;
        this.desk = new PoolDesk(store, launchers.pools(), budget);
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "pools";
    }

    /** One pool that cannot be kept must not keep us from the others. */
    @Override
    public Did step() throws InterruptedException {
        if (!lease.holds()) {
            pools.clear();
            launchers.pools().letGo();
            return Did.NOTHING;
        }
        Optional<DependencyException> failed = Optional.empty();
        for (var pooled : launchers.pooled().entrySet()) {
            if (!lease.holds()) {
                return Did.NOTHING;
            }
            try {
                keep(pooled.getKey(), pooled.getValue());
            } catch (DependencyException e) {
                failed = Optional.of(e);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        return Did.NOTHING;
    }

    private void keep(BotName bot, Launchers.Pooled pooled) throws InterruptedException {
        pools.computeIfAbsent(pooled.pods(), pods -> new PodPool(pods, desk, ticker))
                .keep(bot, pooled.terms().size());
    }
}
