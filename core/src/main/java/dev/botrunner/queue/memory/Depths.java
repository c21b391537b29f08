package dev.botrunner.queue.memory;

import dev.botrunner.queue.QueueDepth;
import dev.botrunner.queue.QueuePlace;
import dev.botrunner.session.BotName;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** How full the queue is, and where one session stands in it. Used under the store's lock. */
final class Depths {

    private static final double EARLIEST = 0.5;
    private static final double LATEST = 2;

    private final Tables tables;

    Depths(Tables tables) {
        this.tables = tables;
    }

    Optional<QueuePlace> place(SessionId id) {
        return tables.records.find(id).flatMap(this::place);
    }

    private Optional<QueuePlace> place(Stored stored) {
        if (stored.turn == null) {
            return Optional.empty();
        }
        int position = tables.lines.rank(stored, stored.turn);
        OptionalDouble rate = tables.releases.perSecond(stored.lane.bot(), tables.clock.nanos());
        if (rate.isEmpty()) {
            return Optional.of(new QueuePlace(position, Optional.empty()));
        }
        double seconds = position / (rate.getAsDouble() * tables.lines.share(stored.lane));
        var eta = new QueuePlace.Eta(duration(seconds * EARLIEST), duration(seconds * LATEST));
        return Optional.of(new QueuePlace(position, Optional.of(eta)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    QueueDepth depth() {
        Map<LaneKey, Integer> startable = startable();
        Map<LaneKey, Duration> oldest = oldest();
        var keys = new HashSet<>(tables.queued.lanes());
        keys.addAll(tables.active.lanes());
        List<QueueDepth.Row> rows = keys.stream()
                .sorted(Comparator.comparing((LaneKey key) -> key.bot().name())
                        .thenComparing(key -> key.tenant().name()))
                .map(key -> new QueueDepth.Row(
                        key.bot(),
                        key.tenant(),
                        tables.queued.of(key),
                        startable.getOrDefault(key, 0),
                        tables.active.of(key),
                        Optional.ofNullable(oldest.get(key))))
                .toList();
        return new QueueDepth(rows, rates(rows));
    }

    private List<QueueDepth.BotRate> rates(List<QueueDepth.Row> rows) {
        var bots = new TreeSet<BotName>(Comparator.comparing(BotName::name));
        rows.forEach(row -> bots.add(row.bot()));
        var rates = new ArrayList<QueueDepth.BotRate>();
        for (BotName bot : bots) {
            rates.add(new QueueDepth.BotRate(bot, tables.releases.perSecond(bot, tables.clock.nanos())));
        }
        return rates;
    }

    /**
     * Shares out what the caps leave, so that the rows of one bot together name no more than may really start. What a
     * tenant's cap leaves counts for each of its bots.
     */
    private Map<LaneKey, Integer> startable() {
        var startable = new HashMap<LaneKey, Integer>();
        for (FairRing ring : tables.lines.rings()) {
            int ofBot = tables.headroom.left(ring.bot);
            for (Lane lane : ring.inTurn()) {
                Tenant tenant = lane.key.tenant();
                int left = tables.headroom.left(tenant);
                int mayStart = Math.min(Math.min(lane.size(), tables.headroom.left(lane.key)), Math.min(ofBot, left));
                ofBot -= mayStart;
                startable.put(lane.key, mayStart);
            }
        }
        return startable;
    }

    private Map<LaneKey, Duration> oldest() {
        Instant now = tables.clock.now();
        var oldest = new HashMap<LaneKey, Duration>();
        for (FairRing ring : tables.lines.rings()) {
            for (Lane lane : ring.inTurn()) {
                lane.first().ifPresent(turn -> oldest.put(lane.key, Duration.between(turn.since(), now)));
            }
        }
        return oldest;
    }
}
