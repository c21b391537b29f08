package dev.botrunner.launch;

import dev.botrunner.loop.Loop;
import dev.botrunner.loop.Ticker;
import dev.botrunner.queue.LeaseHolder;
import dev.botrunner.queue.Store;
import dev.botrunner.session.BotName;
import dev.botrunner.session.DependencyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the pools of all bots that have one, on the replica that holds the lease, and clears away what is left of those
 * that no profile asks for any more: pods without a session go, the others end by themselves.
 */
public final class PoolDuty implements Loop {

    private static final Duration CLEARS_EVERY = Duration.ofSeconds(10);
    private static final PoolSize NOBODY = new PoolSize(0, 0);

    private final Launchers launchers;
    private final LeaseHolder lease;
    private final PoolDesk desk;
    private final Ticker ticker;
    private final Map<PoolPods, Pool> pools = new HashMap<>();
    private Optional<Long> clearedAt = Optional.empty();

    /**
     * @param lostAfter how long a runner may be silent before it is lost
     * @param lease of {@code POOLS}
     * @param budget of the refill of all pools together
     */
    public PoolDuty(
            Store store,
            Duration lostAfter,
            Launchers launchers,
            LeaseHolder lease,
            RefillBudget budget,
            Ticker ticker) {
        this.launchers = launchers;
        this.lease = lease;
        this.desk = new PoolDesk(store, lostAfter, launchers.pools(), budget, ticker);
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "pools";
    }

    @Override
    public Did step() throws InterruptedException {
        if (!lease.holds()) {
            pools.clear();
            clearedAt = Optional.empty();
            launchers.pools().letGo();
            return Did.NOTHING;
        }
        desk.look(lease.term());
        var failed = new ArrayList<DependencyException>();
        for (var pooled : launchers.pooled().entrySet()) {
            keep(
                    pooled.getValue().pods(),
                    pooled.getKey(),
                    pooled.getValue().terms().size(),
                    failed);
        }
        if (isTimeToClear()) {
            clear(failed);
        }
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
        return Did.NOTHING;
    }

    private boolean isTimeToClear() {
        boolean due = clearedAt
                .filter(at -> ticker.since(at).compareTo(CLEARS_EVERY) < 0)
                .isEmpty();
        if (due) {
            clearedAt = Optional.of(ticker.nanos());
        }
        return due;
    }

    private void clear(List<DependencyException> failed) throws InterruptedException {
        var places = new HashSet<String>();
        for (Launcher launcher : launchers.all()) {
            Optional<PoolPods> left = launcher.leftovers();
            if (left.isPresent() && places.add(left.get().place())) {
                clear(left.get(), failed);
            }
        }
    }

    private void clear(PoolPods pods, List<DependencyException> failed) throws InterruptedException {
        try {
            for (BotName bot : pods.bots()) {
                if (launchers.hasNoPool(bot, pods.place())) {
                    keep(pods, bot, NOBODY, failed);
                }
            }
        } catch (DependencyException e) {
            failed.add(e);
        }
    }

    /** One pool that cannot be kept must not keep us from the others. */
    private void keep(PoolPods pods, BotName bot, PoolSize size, List<DependencyException> failed)
            throws InterruptedException {
        if (!lease.holds()) {
            return;
        }
        try {
            pools.computeIfAbsent(pods, it -> new PodPool(it, desk, ticker)).keep(bot, size);
        } catch (DependencyException e) {
            failed.add(e);
        }
    }
}
