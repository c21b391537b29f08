package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sessions of a bot in their line whose objects the cluster would refuse as it has refused the last one: rights
 * and policies are mended by people. After a pause one is tried, and after each that fails the pause is longer. From any
 * thread.
 */
final class Circuits {

    private static final Logger LOG = LoggerFactory.getLogger(Circuits.class);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 3;

    /** So long one try may take before another one is let through. */
    private static final Duration ONE_TRY = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final Map<BotName, Open> open = new ConcurrentHashMap<>();

    private record Open(int failures, long until) {}

    Circuits(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Of these, those whose sessions may be taken. */
    Map<BotName, Duration> without(Map<BotName, Duration> bots) {
        if (open.isEmpty()) {
            return bots;
        }
        var left = new HashMap<>(bots);
        left.keySet().removeIf(bot -> {
            Open known = open.get(bot);
            return known != null && ticker.nanos() - known.until() < 0;
        });
        return left;
    }

    /** A session was taken: where others have failed it is the one that is tried. */
    void trying(BotName bot) {
        open.computeIfPresent(bot, (_, known) -> new Open(known.failures(), ticker.nanos() + ONE_TRY.toNanos()));
    }

    void succeeded(BotName bot) {
        open.remove(bot);
    }

    /** What is tried again by itself says nothing yet. */
    void refused(BotName bot, Failure failure, Retry retry) {
        if (!(retry instanceof Retry.Never)) {
            return;
        }
        if (failure.code() != ErrorCode.FORBIDDEN && failure.code() != ErrorCode.NAMESPACE_GONE) {
            return;
        }
        int before = Optional.ofNullable(open.get(bot)).map(Open::failures).orElse(0);
        Duration pause = FIRST.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        open.put(bot, new Open(before + 1, ticker.nanos() + pause.toNanos()));
        LOG.atWarn()
                .setMessage("The cluster refuses the objects of a bot: its sessions wait")
                .addKeyValue("bot", bot)
                .addKeyValue("failure", failure.detail())
                .addKeyValue("seconds", pause.toSeconds())
                .log();
    }
}
