package dev.botrunner.launch;

import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import dev.botrunner.session.Retry;
import dev.botrunner.session.SessionId;
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

    /**
     * @param steps how many tries in a row have failed, the first of all included
     * @param until nothing is taken before
     * @param tried the session that is tried now
     */
    private record Open(int steps, long until, Optional<SessionId> tried) {

        boolean tries(SessionId session) {
            return tried.filter(session::equals).isPresent();
        }
    }

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
            return known != null && isPausing(known);
        });
        return left;
    }

    /** Whether this session may be launched: where others have failed, it is the one that is tried, and no other one is meanwhile. */
    boolean mayTry(BotName bot, SessionId session) {
        Open now = open.computeIfPresent(
                bot,
                (_, known) -> isPausing(known)
                        ? known
                        : new Open(known.steps(), ticker.nanos() + ONE_TRY.toNanos(), Optional.of(session)));
        return now == null || now.tries(session);
    }

    private boolean isPausing(Open known) {
        return ticker.nanos() - known.until() < 0;
    }

    /** It was let through, and was not tried: the next one may be. */
    void untried(BotName bot, SessionId session) {
        open.computeIfPresent(
                bot,
                (_, known) -> known.tries(session) ? new Open(known.steps(), ticker.nanos(), Optional.empty()) : known);
    }

    void succeeded(BotName bot) {
        open.remove(bot);
    }

    /**
     * What is tried again by itself says nothing yet, unless it is the one that was let through. What fails of those that
     * were under way together is one failure.
     */
    void refused(BotName bot, SessionId session, Failure failure, Retry retry) {
        if (failure.code() != ErrorCode.FORBIDDEN && failure.code() != ErrorCode.NAMESPACE_GONE) {
            return;
        }
        Open known = open.get(bot);
        if (known == null ? !(retry instanceof Retry.Never) : !known.tries(session)) {
            return;
        }
        int before = known == null ? 0 : known.steps();
        Duration pause = FIRST.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        var next = new Open(before + 1, ticker.nanos() + pause.toNanos(), Optional.empty());
        boolean first = known == null ? open.putIfAbsent(bot, next) == null : open.replace(bot, known, next);
        if (!first) {
            return;
        }
        LOG.atWarn()
                .setMessage("The cluster refuses the objects of a bot: its sessions wait")
                .addKeyValue("bot", bot)
                .addKeyValue("failure", failure.detail())
                .addKeyValue("seconds", pause.toSeconds())
                .log();
    }
}
