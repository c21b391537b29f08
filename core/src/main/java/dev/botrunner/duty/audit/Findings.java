package dev.botrunner.duty.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects what an audit finds. For one thread. */
final class Findings {

    static final int MOST = 1_000;

    private final Map<Invariant, Long> looked = new EnumMap<>(Invariant.class);
    private final List<Breach> breaches = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> repeated = new TreeSet<>();
    private final Set<String> forgotten = new TreeSet<>();
    private long more;

    void looked(Invariant invariant) {
        looked.merge(invariant, 1L, Long::sum);
    }

    void breach(Invariant invariant, String subject, String what) {
        if (breaches.size() < MOST) {
            breaches.add(new Breach(invariant, subject, what));
        } else {
            more++;
        }
    }

    /** Looked at, and a breach where it is not so. */
    void check(Invariant invariant, boolean holds, String subject, String what) {
        looked(invariant);
        if (!holds) {
            breach(invariant, subject, what);
        }
    }

    void note(String what) {
        if (notes.size() < MOST) {
            notes.add(what);
        }
    }

    /** A store that had forgotten that this session ran has started it once more. */
    void repeated(String session) {
        repeated.add(session);
    }

    /** It was accepted, and the store has forgotten it. */
    void forgotten(String session) {
        forgotten.add(session);
    }

    AuditReport report() {
        return new AuditReport(looked, breaches, more, notes, repeated, forgotten);
    }
}
