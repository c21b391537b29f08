package dev.botrunner.queue.memory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The line of one tenant for one bot, and its place among the lines of that bot. Guarded by the store's lock. */
final class Lane implements Comparable<Lane> {

    final LaneKey key;

    /** Everybody in line, marked or not. */
    private final RankedLine line = new RankedLine();

    /** Those that nobody has marked. */
    private final TreeMap<Turn, Stored> open = new TreeMap<>();

    /** How far its share of starts has come. */
    double pass;

    int weight = 1;

    /** Since when its head has waited: decides between equal passes. Kept beside the line, since it orders the ring. */
    private Instant oldest = Instant.MAX;

    Lane(LaneKey key) {
        this.key = key;
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    int rank(Turn turn) {
        return line.rank(turn);
    }

    Optional<Turn> first() {
        return line.first();
    }

    /** The head of the line as far as it is not marked. */
    Optional<Stored> head() {
        Map.Entry<Turn, Stored> first = open.firstEntry();
        return first == null ? Optional.empty() : Optional.of(first.getValue());
    }

    void add(Turn turn, Stored stored) {
        line.add(turn);
        open.put(turn, stored);
        age();
    }

    void remove(Turn turn) {
        line.remove(turn);
        open.remove(turn);
        age();
    }

    void hide(Turn turn) {
        open.remove(turn);
        age();
    }

    void show(Turn turn, Stored stored) {
        open.put(turn, stored);
        age();
    }

    private void age() {
        oldest = open.isEmpty() ? Instant.MAX : open.firstKey().since();
    }

    @Override
    public int compareTo(Lane other) {
        int order = Double.compare(pass, other.pass);
        if (order == 0) {
            order = oldest.compareTo(other.oldest);
        }
        return order == 0 ? key.tenant().name().compareTo(other.key.tenant().name()) : order;
    }
}
