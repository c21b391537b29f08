package dev.botrunner.launch;

import dev.botrunner.launch.PoolMeter.Miss;
import dev.botrunner.session.BotName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the keeper of the pools says how they are, and dispatchers why they were not enough. From any thread. */
public final class PoolBoard {

    private final PoolMeter meter;
    private final Map<BotName, Miss> lacks = new ConcurrentHashMap<>();

    public PoolBoard(PoolMeter meter) {
        this.meter = meter;
    }

    PoolMeter meter() {
        return meter;
    }

    /** Why a session of this bot may have found no pod just now. */
    void lacks(BotName bot, Miss why) {
        lacks.put(bot, why);
    }

    /** The pools are kept by another one from now on. */
    void letGo() {
        lacks.clear();
    }

    /** A session was launched that a pod should have claimed. */
    void missed(BotName bot) {
        meter.missed(bot, lacks.getOrDefault(bot, Miss.ELSEWHERE));
    }
}
