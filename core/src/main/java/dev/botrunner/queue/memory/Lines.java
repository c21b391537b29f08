package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All lines: the bots in turn, and within each its tenants in turn. Guarded by the store's lock. */
final class Lines {

    private final Map<BotName, FairRing> rings = new HashMap<>();
    private final TreeSet<FairRing> waiting = new TreeSet<>();
    private double floor;

    void enter(Stored stored, Turn turn, int weight) {
        change(ring(stored.lane.bot()), ring -> ring.enter(stored, turn, weight));
    }

    void leave(Stored stored, Turn turn) {
        change(ring(stored.lane.bot()), ring -> ring.leave(stored, turn));
    }

    void hide(Stored stored, Turn turn) {
        ring(stored.lane.bot()).hide(stored, turn);
    }

    void show(Stored stored, Turn turn) {
        ring(stored.lane.bot()).show(stored, turn);
    }

    /** A session of that line enters {@code starting}: told while it still stands in line. */
    void started(LaneKey key, int weight) {
        change(ring(key.bot()), ring -> {
            floor = Math.max(floor, ring.pass);
            ring.pass += 1;
            ring.started(key, weight);
        });
    }

    /** The next fair one: the bot with the lowest pass, its tenant with the lowest pass, the head of that line. */
    Optional<Stored> next(Map<BotName, Duration> bots, Instant now, Headroom headroom) {
        for (FairRing ring : inTurn(bots.keySet())) {
            if (!headroom.admits(ring.bot)) {
                continue;
            }
            Instant since = now.minus(bots.getOrDefault(ring.bot, Duration.ZERO));
            Optional<Stored> found = ring.first(head -> hasWaited(head, since) && headroom.admits(head.lane));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether there is anybody to offer, however short the wait was. */
    boolean offers(Collection<BotName> bots, Headroom headroom) {
        for (BotName bot : bots) {
            FairRing ring = rings.get(bot);
            if (ring != null
                    && headroom.admits(bot)
                    && ring.first(head -> headroom.admits(head.lane)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** From 1; 0 where it does not stand in line. */
    int rank(Stored stored, Turn turn) {
        return ring(stored.lane.bot()).rank(stored, turn);
    }

    double share(LaneKey key) {
        return ring(key.bot()).share(key.tenant());
    }

    Collection<FairRing> rings() {
        return Collections.unmodifiableCollection(waiting);
    }

    private static boolean hasWaited(Stored head, Instant since) {
        return head.head().state() instanceof SessionState.Queued queued
                && !queued.since().isAfter(since);
    }

    private List<FairRing> inTurn(Collection<BotName> bots) {
        var asked = new ArrayList<FairRing>(bots.size());
        for (BotName bot : bots) {
            FairRing ring = rings.get(bot);
            if (ring != null && !ring.isEmpty()) {
                asked.add(ring);
            }
        }
        Collections.sort(asked);
        return asked;
    }

    private FairRing ring(BotName bot) {
        return rings.computeIfAbsent(bot, FairRing::new);
    }

    private double lowest() {
        return waiting.isEmpty() ? floor : Math.max(floor, waiting.first().pass);
    }

    private void change(FairRing ring, Consumer<FairRing> how) {
        if (!waiting.remove(ring)) {
            ring.pass = Math.max(ring.pass, lowest());
        }
        how.accept(ring);
        if (!ring.isEmpty()) {
            waiting.add(ring);
        }
    }
}
