package dev.botrunner.queue;

import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What only an auditor asks of a store: whether its records and its indexes say the same. It looks at everything that
 * there is, piece by piece, each in one atomic step, so that it may run beside everybody else; it changes nothing.
 * Failures as for {@link LaunchQueue}.
 */
public interface StoreAudit {

    /** Records, newest first, each with all places that it stands in. */
    Standings standings(Optional<SessionId> after, int limit);

    /** What stands in an index, a line, a room or a mark and leads to no record that says so. */
    List<Stray> strays();

    /** How often this server has left a record that it cannot read to others since it started. Asks nobody. */
    default long hidden() {
        return 0;
    }

    /**
     * @param unreadable records that this version cannot read: they are another one's to look after
     * @param next where to go on; absent at the end
     */
    record Standings(List<Standing> records, int unreadable, Optional<SessionId> next) {
        public Standings {
            records = List.copyOf(records);
        }
    }

    /** @param faults where it stands and should not, or should and does not; none: all is well */
    record Standing(SessionHead head, List<String> faults) {
        public Standing {
            faults = List.copyOf(faults);
        }
    }

    /**
     * @param place the index
     * @param member what stands there
     */
    record Stray(String place, String member) {}
}
