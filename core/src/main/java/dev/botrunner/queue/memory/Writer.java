package dev.botrunner.queue.memory;

import dev.botrunner.queue.Wrote;
import dev.botrunner.session.LifecycleEvent;
import dev.botrunner.session.RequestId;
import dev.botrunner.session.Seen;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionState;
import dev.botrunner.session.Step;
import java.util.Optional;

/** Compare-and-set of one record, with its places and its events. Used under the store's lock. */
final class Writer {

    private final Tables tables;

    Writer(Tables tables) {
        this.tables = tables;
    }

    Wrote write(Seen seen, Step step) {
        if (!step.next().id().equals(seen.id())) {
            throw new IllegalStateException(
                    "A step for session " + step.next().id() + " was computed from the record of " + seen.id());
        }
        Optional<Stored> there = tables.records.find(seen.id());
        if (there.isPresent() && there.get().head().equals(step.next())) {
            return new Wrote.Done(tables.seen(there.get()));
        }
        boolean current = seen.epoch().equals(tables.epoch)
                && seen.version() == there.map(Stored::version).orElse(0L);
        if (!current) {
            return new Wrote.Stale(tables.seen(seen.id()));
        }
        return there.map(stored -> change(stored, step)).orElseGet(() -> create(step));
    }

    private Wrote change(Stored stored, Step step) {
        boolean starts = starts(step) && !stored.head().isActive();
        if (starts) {
            boolean capped = !tables.headroom.admits(stored.lane.bot()) || !tables.headroom.admits(stored.lane);
            if (capped || mayNotClaim(step)) {
                tables.unmark(stored);
                return new Wrote.AtCap();
            }
            tables.started(stored.lane);
            tables.requests.claimed(stored, step.request());
        }
        tables.change(stored, step);
        return new Wrote.Done(tables.seen(stored));
    }

    /** A pod that has claimed before, or was sent away. */
    private boolean mayNotClaim(Step step) {
        return step.next().state() instanceof SessionState.Starting starting
                && starting.claimant()
                        .pod()
                        .filter(uid ->
                                tables.pods.of(uid).isPresent() || tables.requests.isRetired(RequestId.ofPod(uid)))
                        .isPresent();
    }

    /** Only a living session that was taken back begins here, and it is past all caps. */
    private Wrote create(Step step) {
        return new Wrote.Done(tables.seen(tables.create(step, Optional.empty())));
    }

    private static boolean starts(Step step) {
        SessionHead next = step.next();
        return next.state() instanceof SessionState.Starting
                || step.events().stream().anyMatch(event -> event.type().equals(LifecycleEvent.STARTING));
    }
}
