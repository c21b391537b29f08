package dev.botrunner.launch;

import dev.botrunner.session.BotName;

/** Pods that wait for sessions, so that a start costs a claim and nothing else. */
public interface Pool {

    /**
     * One step of a loop: adds what is missing, as fast as the budget of the refill allows; replaces those that were made
     * of an older profile, one as another is ready; sends those away that are too many. One that has claimed a session is
     * left alone, whatever happens. What a crash interrupts the next step goes on with: all that is known is in the
     * cluster and in the store.
     *
     * @throws dev.botrunner.session.DependencyException the cluster or the store does not answer; what was done stays done
     */
    void keep(BotName bot, PoolSize size) throws InterruptedException;
}
