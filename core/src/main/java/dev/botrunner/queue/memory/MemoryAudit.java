package dev.botrunner.queue.memory;

import dev.botrunner.queue.Page;
import dev.botrunner.queue.Query;
import dev.botrunner.queue.StoreAudit;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The auditor's port. */
final class MemoryAudit implements StoreAudit {

    private final MemoryStore store;

    MemoryAudit(MemoryStore store) {
        this.store = store;
    }

    @Override
    public Standings standings(Optional<SessionId> after, int limit) {
        return store.step(tables -> {
            Page page = tables.pages.page(all(after, limit));
            List<Standing> standings = page.sessions().stream()
                    .map(head -> new Standing(head, faults(tables, head)))
                    .toList();
            return new Standings(standings, 0, page.next());
        });
    }

    private static Query all(Optional<SessionId> after, int limit) {
        return new Query(Optional.empty(), Set.of(), Set.of(), Map.of(), Optional.empty(), after, limit);
    }

    private static List<String> faults(Tables tables, SessionHead head) {
        Stored stored = tables.records.find(head.id()).orElseThrow();
        var faults = new ArrayList<String>();
        expect(faults, "dates", tables.dates.has(stored), head.date().isPresent());
        expect(faults, "silence", tables.silences.has(stored), head.silence().isPresent());
        expect(faults, "queued", tables.queued.has(head.id()), head.state() instanceof SessionState.Queued);
        expect(faults, "active", tables.active.has(head.id()), head.isActive());
        expect(
                faults,
                "room",
                tables.rooms
                        .in(head.about().tenant(), head.about().room().key())
                        .containsKey(head.id()),
                !head.hasEnded());
        Turn turn = stored.turn;
        boolean inLine = turn != null && tables.lines.rank(stored, turn) > 0;
        expect(faults, "line", inLine, head.isInLine());
        if (head.hasEnded() && stored.spec().isPresent()) {
            faults.add("still has its spec");
        }
        return faults;
    }

    private static void expect(List<String> faults, String place, boolean stands, boolean should) {
        if (stands != should) {
            faults.add((stands ? "stands in " : "does not stand in ") + place);
        }
    }

    @Override
    public List<Stray> strays() {
        return store.step(tables -> {
            var strays = new ArrayList<Stray>();
            count(
                    strays,
                    "dates",
                    tables.dates.size(),
                    tables.records.count(head -> head.date().isPresent()));
            count(
                    strays,
                    "silence",
                    tables.silences.size(),
                    tables.records.count(head -> head.silence().isPresent()));
            count(strays, "active", tables.active.size(), tables.records.count(SessionHead::isActive));
            count(
                    strays,
                    "queued",
                    tables.queued.size(),
                    tables.records.count(head -> head.state() instanceof SessionState.Queued));
            return strays;
        });
    }

    private static void count(List<Stray> strays, String place, long there, long records) {
        if (there != records) {
            strays.add(new Stray(place, there + " members for " + records + " records"));
        }
    }
}
