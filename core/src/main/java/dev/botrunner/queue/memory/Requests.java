package dev.botrunner.queue.memory;

import dev.botrunner.session.RequestId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * What each request for work was shown, for as long as that record stands: who asks again gets the same. A record
 * remembers two requests at most: the last it was shown to, and the one that has claimed it.
 * Guarded by the store's lock.
 */
final class Requests {

    /** Whoever was told that it is not wanted any more leaves at once: the oldest can be forgotten. */
    private static final int MAX_RETIRED = 10_000;

    private final Map<RequestId, Stored> shown = new HashMap<>();
    private final SequencedSet<RequestId> retired = new LinkedHashSet<>();
    private final TreeSet<Held> held = new TreeSet<>();

    /** A mark, in the order in which marks lapse. */
    private record Held(long until, Stored stored) implements Comparable<Held> {
        private static final Comparator<Held> ORDER =
                Comparator.comparingLong(Held::until).thenComparing(held -> held.stored.id);

        @Override
        public int compareTo(Held other) {
            return ORDER.compare(this, other);
        }
    }

    Optional<Stored> shownTo(RequestId request) {
        return Optional.ofNullable(shown.get(request));
    }

    boolean isRetired(RequestId request) {
        return retired.contains(request);
    }

    void retire(RequestId request) {
        retired.add(request);
        if (retired.size() > MAX_RETIRED) {
            retired.removeFirst();
        }
    }

    /** Marks it for a request; a mark that it bears already is replaced. */
    void mark(Stored stored, RequestId request, long until) {
        unmark(stored);
        if (stored.marker != null && !stored.marker.equals(request) && !stored.wasClaimedBy(stored.marker)) {
            shown.remove(stored.marker, stored);
        }
        stored.mark = new Stored.Mark(request, until);
        stored.marker = request;
        held.add(new Held(until, stored));
        shown.put(request, stored);
    }

    void unmark(Stored stored) {
        if (stored.mark != null) {
            held.remove(new Held(stored.mark.until(), stored));
            stored.mark = null;
        }
    }

    /**
     * It leaves its line.
     *
     * @param request whose claim it is, though it may have been shown to another since; nobody's where a runner came by
     *     itself
     */
    void claimed(Stored stored, Optional<RequestId> request) {
        if (stored.claimer != null && !stored.claimer.equals(stored.marker)) {
            shown.remove(stored.claimer, stored);
        }
        stored.claimer = request.orElse(null);
        request.filter(asked -> !isRetired(asked)).ifPresent(asked -> shown.put(asked, stored));
    }

    /** The request may choose anew. */
    void release(RequestId request) {
        Stored stored = shown.remove(request);
        if (stored != null && request.equals(stored.marker)) {
            stored.marker = null;
        }
    }

    /** The next one whose mark has lapsed by now. */
    Optional<Stored> lapsed(long now) {
        if (held.isEmpty() || held.first().until() > now) {
            return Optional.empty();
        }
        return Optional.of(held.first().stored());
    }

    /** The record goes. */
    void forget(Stored stored) {
        unmark(stored);
        if (stored.marker != null) {
            shown.remove(stored.marker, stored);
        }
        if (stored.claimer != null) {
            shown.remove(stored.claimer, stored);
        }
    }
}
