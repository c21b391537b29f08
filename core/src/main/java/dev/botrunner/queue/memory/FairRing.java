package dev.botrunner.queue.memory;

import dev.botrunner.session.BotName;
import dev.botrunner.session.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The lines of one bot, in the order in which their tenants have a start coming: each start moves a tenant on by one over
 * its weight, and a newcomer enters at the higher of where it was and where the last start was, so that it neither saves
 * up turns nor loses any. Guarded by the store's lock.
 */
final class FairRing implements Comparable<FairRing> {

    private static final int PRUNE_FROM = 1024;

    final BotName bot;

    /** How many starts this bot has had, among the bots. */
    double pass;

    private final Map<Tenant, Lane> lanes = new HashMap<>();
    private final TreeSet<Lane> waiting = new TreeSet<>();
    private double floor;
    private long weights;
    private int pruneAt = PRUNE_FROM;

    FairRing(BotName bot) {
        this.bot = bot;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void enter(Stored stored, Turn turn, int weight) {
        Lane lane = lane(stored.lane, weight);
        change(lane, weight, l -> l.add(turn, stored));
    }

    void leave(Stored stored, Turn turn) {
        known(stored).ifPresent(lane -> {
            change(lane, lane.weight, l -> l.remove(turn));
            if (lane.isEmpty() && lane.pass <= floor) {
                lanes.remove(lane.key.tenant());
            }
        });
    }

    void hide(Stored stored, Turn turn) {
        known(stored).ifPresent(lane -> change(lane, lane.weight, l -> l.hide(turn)));
    }

    void show(Stored stored, Turn turn) {
        known(stored).ifPresent(lane -> change(lane, lane.weight, l -> l.show(turn, stored)));
    }

    /** A session of that line starts: whoever comes from now on enters there, however long a cap holds others back. */
    void started(LaneKey key, int weight) {
        Lane lane = lane(key, weight);
        floor = Math.max(floor, lane.pass);
        change(lane, weight, l -> l.pass += 1.0 / weight);
        prune();
    }

    /** The first line in turn that has somebody to offer. */
    Optional<Stored> first(Predicate<Stored> fits) {
        for (Lane lane : waiting) {
            Optional<Stored> head = lane.head();
            if (head.isPresent() && fits.test(head.get())) {
                return head;
            }
        }
        return Optional.empty();
    }

    /** From 1; 0 where it does not stand in line. */
    int rank(Stored stored, Turn turn) {
        Lane lane = lanes.get(stored.lane.tenant());
        return lane == null ? 0 : lane.rank(turn);
    }

    /** Which part of this bot's starts is this tenant's, among those who wait now. */
    double share(Tenant tenant) {
        Lane lane = lanes.get(tenant);
        return lane == null || lane.isEmpty() || weights == 0 ? 1 : (double) lane.weight / weights;
    }

    Iterable<Lane> inTurn() {
        return waiting;
    }

    private Optional<Lane> known(Stored stored) {
        return Optional.ofNullable(lanes.get(stored.lane.tenant()));
    }

    private Lane lane(LaneKey key, int weight) {
        Lane lane = lanes.computeIfAbsent(key.tenant(), _ -> new Lane(key));
        if (lane.isEmpty()) {
            lane.pass = Math.max(lane.pass, lowest());
            lane.weight = weight;
        }
        return lane;
    }

    private double lowest() {
        return waiting.isEmpty() ? floor : Math.max(floor, waiting.first().pass);
    }

    /** What orders a line among the others changes only while it is out of the ring. */
    private void change(Lane lane, int weight, Consumer<Lane> how) {
        if (waiting.remove(lane)) {
            weights -= lane.weight;
        }
        how.accept(lane);
        lane.weight = weight;
        if (!lane.isEmpty()) {
            waiting.add(lane);
            weights += weight;
        }
    }

    /** Those who have gone and are not ahead of the rest need no memory. */
    private void prune() {
        if (lanes.size() > pruneAt) {
            lanes.values().removeIf(lane -> lane.isEmpty() && lane.pass <= floor);
            pruneAt = Math.max(PRUNE_FROM, lanes.size() * 2);
        }
    }

    @Override
    public int compareTo(FairRing other) {
        int order = Double.compare(pass, other.pass);
        return order == 0 ? bot.name().compareTo(other.bot.name()) : order;
    }
}
