package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** When each bot's last starts were: at most {@value #KEPT} within ten minutes. Guarded by the store's lock. */
final class ReleaseRates {

    private static final int KEPT = 100;
    private static final int NEEDED = 5;
    private static final long WINDOW = Duration.ofMinutes(10).toNanos();
    private static final double NANOS = 1e9;

    /** Starts of one instant would make any rate: nothing is measured finer than this. */
    private static final long FINEST = Duration.ofMillis(1).toNanos();

    private final Map<BotName, ArrayDeque<Long>> starts = new HashMap<>();

    void started(BotName bot, long now) {
        ArrayDeque<Long> last = starts.computeIfAbsent(bot, _ -> new ArrayDeque<>(KEPT));
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(now);
    }

    /** Starts per second; nothing under five. */
    OptionalDouble perSecond(BotName bot, long now) {
        ArrayDeque<Long> last = starts.get(bot);
        if (last == null) {
            return OptionalDouble.empty();
        }
        while (!last.isEmpty() && now - last.peekFirst() > WINDOW) {
            last.removeFirst();
        }
        if (last.size() < NEEDED) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(last.size() * NANOS / Math.max(FINEST, now - last.peekFirst()));
    }

    /** Of all bots together; nothing where none has a rate. */
    OptionalDouble perSecond(long now) {
        double sum = 0;
        for (BotName bot : starts.keySet()) {
            sum += perSecond(bot, now).orElse(0);
        }
        return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }
}
