package dev.botrunner.control.measure;

import dev.botrunner.launch.PoolMeter;
import dev.botrunner.session.BotName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What pools of waiting pods are good for, by bot: hits, misses by reason, and how many wait. */
public final class PoolMeters implements PoolMeter {

    private final Meters meters;
    private final Map<BotName, AtomicInteger> waiting = new ConcurrentHashMap<>();

    public PoolMeters(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void hit(BotName bot) {
        Counter.builder(Meters.PREFIX + "pool.hits")
                .description("Sessions that a waiting pod has claimed")
                .tag("bot", bot.name())
                .register(meters.registry())
                .increment();
    }

    @Override
    public void missed(BotName bot, Miss why) {
        Counter.builder(Meters.PREFIX + "pool.misses")
                .description("Sessions of bots with a pool that were launched all the same, by what was wrong with it")
                .tag("bot", bot.name())
                .tag("reason", why.name().toLowerCase(Locale.ROOT))
                .register(meters.registry())
                .increment();
    }

    @Override
    public void waiting(BotName bot, int pods) {
        waiting.computeIfAbsent(bot, this::gauge).set(pods);
    }

    private AtomicInteger gauge(BotName bot) {
        var value = new AtomicInteger();
        Gauge.builder(Meters.PREFIX + "pool.waiting", value, AtomicInteger::get)
                .description("Pods that wait for a session")
                .tag("bot", bot.name())
                .strongReference(true)
                .register(meters.registry());
        return value;
    }
}
