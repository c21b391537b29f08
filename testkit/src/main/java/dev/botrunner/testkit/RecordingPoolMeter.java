package dev.botrunner.testkit;

import dev.botrunner.launch.PoolMeter;
import dev.botrunner.session.BotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what pools were good for. From any thread. */
public final class RecordingPoolMeter implements PoolMeter {

    private final Map<BotName, Integer> hits = new ConcurrentHashMap<>();
    private final Map<BotName, List<Miss>> misses = new ConcurrentHashMap<>();
    private final Map<BotName, Integer> waiting = new ConcurrentHashMap<>();

    @Override
    public void hit(BotName bot) {
        hits.merge(bot, 1, Integer::sum);
    }

    @Override
    public void missed(BotName bot, Miss why) {
        misses.compute(bot, (_, known) -> {
            var all = known == null ? new ArrayList<Miss>() : new ArrayList<>(known);
            all.add(why);
            return List.copyOf(all);
        });
    }

    @Override
    public void waiting(BotName bot, int pods) {
        waiting.put(bot, pods);
    }

    public int hits(BotName bot) {
        return hits.getOrDefault(bot, 0);
    }

    public List<Miss> misses(BotName bot) {
        return misses.getOrDefault(bot, List.of());
    }

    public int waiting(BotName bot) {
        return waiting.getOrDefault(bot, 0);
    }
}
