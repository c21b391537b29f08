package dev.botrunner.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to a session, and when: {@code accepted}, each state and phase, {@code assets_ready}, and
 * {@value #READOPTED} where a store that had forgotten it took it back: then nothing is known of what came before. At
 * most {@value #MAX} entries; when it is full, entries in the middle give way to new ones.
 */
public record Timeline(List<Entry> entries) {

    public static final int MAX = 100;
    public static final String READOPTED = "readopted";
    private static final int KEPT_FIRST = 20;
    public static final Timeline EMPTY = new Timeline(List.of());

    /**
     * @param attempt 0 before the first
     */
    public record Entry(String phase, int attempt, Instant at) {}

    public Timeline {
        entries = List.copyOf(entries);
    }

    public Timeline with(String phase, int attempt, Instant at) {
        var more = new ArrayList<>(entries);
        if (more.size() >= MAX) {
            more.remove(KEPT_FIRST);
        }
        more.add(new Entry(phase, attempt, at));
        return new Timeline(more);
    }

    public boolean has(String phase, int attempt) {
        return entries.stream()
                .anyMatch(e -> e.attempt() == attempt && e.phase().equals(phase));
    }
}
