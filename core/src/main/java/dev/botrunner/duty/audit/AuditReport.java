package dev.botrunner.duty.audit;

import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param looked how many things each invariant was checked on; absent: it could not be checked
 * @param breaches the first {@value Findings#MOST}
 * @param more how many more there are
 * @param notes what should be known and is no breach
 */
public record AuditReport(Map<Invariant, Long> looked, List<Breach> breaches, long more, List<String> notes) {

    public AuditReport {
        looked = Map.copyOf(looked);
        breaches = List.copyOf(breaches);
        notes = List.copyOf(notes);
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
