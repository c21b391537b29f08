package dev.botrunner.launch;

import dev.botrunner.session.BotName;

/** Hears what pools are good for. From any thread. */
public interface PoolMeter {

    /** A session was claimed by a pod that had waited for it. */
    void hit(BotName bot);

    /** A session of a bot that has a pool was launched all the same. */
    void missed(BotName bot, Miss why);

    /** So many pods of a bot wait now. */
    void waiting(BotName bot, int pods);

    /** Why no pod was there in time. */
    enum Miss {
        /** All had a session, and others could be on their way. */
        EMPTY,
        /** All that may be there have a session. */
        FULL,
        /** Pods are on their way, or wait and did not come in time. */
        SLOW,
        /** Pods cannot be added. */
        FAILING,
        /** The pool is kept by another control server. */
        ELSEWHERE
    }

    PoolMeter NONE = new PoolMeter() {
        @Override
        public void hit(BotName bot) {}

        @Override
        public void missed(BotName bot, Miss why) {}

        @Override
        public void waiting(BotName bot, int pods) {}
    };
}
