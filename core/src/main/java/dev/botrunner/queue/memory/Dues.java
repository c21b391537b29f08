package dev.botrunner.queue.memory;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Records by a time that their heads name, earliest first. Guarded by the store's lock. */
final class Dues {

    private final Function<SessionHead, Optional<Instant>> time;
    private final TreeMap<Place, Stored> places = new TreeMap<>();

    Dues(Function<SessionHead, Optional<Instant>> time) {
        this.time = time;
    }

    private record Place(Instant at, SessionId id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::id);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    void enter(Stored stored) {
        time.apply(stored.head()).ifPresent(at -> places.put(new Place(at, stored.id), stored));
    }

    void move(Stored stored, SessionHead was) {
        Optional<Instant> before = time.apply(was);
        if (before.equals(time.apply(stored.head()))) {
            return;
        }
        before.ifPresent(at -> places.remove(new Place(at, stored.id)));
        enter(stored);
    }

    boolean has(Stored stored) {
        return time.apply(stored.head())
                .filter(at -> places.containsKey(new Place(at, stored.id)))
                .isPresent();
    }

    int size() {
        return places.size();
    }

    List<Stored> due(Instant now, int limit) {
        var due = new ArrayList<Stored>();
        for (var place : places.entrySet()) {
            if (due.size() >= limit || place.getKey().at().isAfter(now)) {
                break;
            }
            due.add(place.getValue());
        }
        return due;
    }
}
