package dev.botrunner.queue.memory;

import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Stage;
import dev.botrunner.session.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;

/** Lists records, newest first. Looks at a bounded number for each page, so that a rare match holds nobody up. */
final class Pages {

    private static final int LOOKS = 1_000;

    private final Records records;
    private final Rooms rooms;

    Pages(Records records, Rooms rooms) {
        this.records = records;
        this.rooms = rooms;
    }

    Page page(Query query) {
        var found = new ArrayList<SessionHead>();
        Iterator<Stored> newest = candidates(query);
        for (int looks = 1; newest.hasNext(); looks++) {
            Stored stored = newest.next();
            if (fits(stored.head(), query)) {
                found.add(stored.head());
            }
            if (found.size() >= query.limit() || looks >= Math.max(LOOKS, query.limit())) {
                return new Page(found, newest.hasNext() ? Optional.of(stored.id) : Optional.empty());
            }
        }
        return new Page(found, Optional.empty());
    }

    private Iterator<Stored> candidates(Query query) {
        List<NavigableMap<SessionId, Stored>> sources = new ArrayList<>();
        for (Tenant tenant : query.tenant().map(List::of).orElseGet(() -> List.copyOf(records.tenants()))) {
            boolean onlyLive = !query.stages().isEmpty() && !query.stages().contains(Stage.ENDED);
            sources.add(
                    onlyLive && query.room().isPresent()
                            ? rooms.in(tenant, query.room().get())
                            : records.of(tenant));
        }
        var merged = new Merged();
        for (NavigableMap<SessionId, Stored> source : sources) {
            NavigableMap<SessionId, Stored> rest =
                    query.after().map(after -> source.headMap(after, false)).orElse(source);
            merged.add(rest.descendingMap().values().iterator());
        }
        return merged;
    }

    private static boolean fits(SessionHead head, Query query) {
        var about = head.about();
        return (query.stages().isEmpty() || query.stages().contains(head.stage()))
                && (query.bots().isEmpty() || query.bots().contains(about.bot()))
                && (query.room().isEmpty()
                        || query.room().get().equals(about.room().key()))
                && about.labels().entrySet().containsAll(query.labels().entrySet());
    }

    /** Several descending sequences as one. */
    private static final class Merged implements Iterator<Stored> {
        private final PriorityQueue<Source> sources = new PriorityQueue<>(
                Comparator.comparing((Source source) -> source.first.id).reversed());

        private record Source(Stored first, Iterator<Stored> rest) {}

        private void add(Iterator<Stored> source) {
            if (source.hasNext()) {
                sources.add(new Source(source.next(), source));
            }
        }

        @Override
        public boolean hasNext() {
            return !sources.isEmpty();
        }

        @Override
        public Stored next() {
            Source source = sources.remove();
            add(source.rest());
            return source.first();
        }
    }
}
