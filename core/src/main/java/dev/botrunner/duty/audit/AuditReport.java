package dev.botrunner.duty.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit found.
 *
 * @param looked how many things each invariant was checked on; absent: it could not be checked
 * @param breaches the first {@value Findings#MOST}
 * @param more how many more there are
 * @param notes what should be known and is no breach
 * @param repeated sessions that were in their room and then ran the same attempt once more, since a store had forgotten it:
 *     a failover may have done that
 * @param forgotten sessions that were told of, had no end, and are not known any more, since a store had forgotten them
 */
public record AuditReport(
        Map<Invariant, Long> looked,
        List<Breach> breaches,
        long more,
        List<String> notes,
        Set<String> repeated,
        Set<String> forgotten) {

    public AuditReport {
        looked = Map.copyOf(looked);
        breaches = List.copyOf(breaches);
        notes = List.copyOf(notes);
        repeated = Set.copyOf(repeated);
        forgotten = Set.copyOf(forgotten);
    }

    public boolean isClean() {
        return breaches.isEmpty();
    }

    public List<Breach> of(Invariant invariant) {
        return breaches.stream()
                .filter(breach -> breach.invariant() == invariant)
                .toList();
    }
}
